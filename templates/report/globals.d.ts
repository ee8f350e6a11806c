/** Cytoscape stands before the page's own code, as a script of its own. */
declare const cytoscape: (options?: import('cytoscape').CytoscapeOptions) => import('cytoscape').Core
