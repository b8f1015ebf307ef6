// What TypeScript is told of imported sources: `"types": ["chimepolicy/client"]` in tsconfig.json. A source with several documents has no default,
// and its names are not known here: the option `types` of the plugins keeps a declaration beside each source, which goes before this one.
declare module "*.chimepolicy" {
  import type { PolicyJson } from "chimepolicy";
  /** The only document of the source. */
  const policy: PolicyJson;
  export default policy;
}
