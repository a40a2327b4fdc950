MOVE DEFAULT TO <http://example.org/kept>
