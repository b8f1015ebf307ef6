import * as nodeModule from "node:module";
import { createLoadHook, type LoadHook } from "./node-loader.ts";

/** What newer versions of Node have, and the types of the oldest one have not. */
interface NewerModule {
  readonly registerHooks?: (hooks: { readonly load: LoadHook }) => void;
}

const { registerHooks } = nodeModule as NewerModule & typeof nodeModule;
if (registerHooks === undefined) nodeModule.register(new URL("./register-loader.js", import.meta.url));
else registerHooks({ load: createLoadHook() });
