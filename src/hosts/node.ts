export { createNodeHost, type NodeHost } from "./node-host.ts";
export { nodeCatalog } from "./node-catalog.ts";
