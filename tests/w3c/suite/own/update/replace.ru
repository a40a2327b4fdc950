PREFIX e: <http://example.org/>
DELETE { ?m e:price ?old } INSERT { ?m e:price ?new } WHERE { ?m e:price ?old FILTER(?old > 1) BIND(?old * 2 AS ?new) }
