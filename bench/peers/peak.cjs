// Loaded before a command: says on file descriptor 3 how much memory it took at most, in MiB.
"use strict";
process.on("exit", () => require("node:fs").writeSync(3, String(process.resourceUsage().maxRSS / 1024)));
