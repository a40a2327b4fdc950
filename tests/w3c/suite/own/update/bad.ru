DELETE DATA { ?s <http://example.org/p> 1 }
