/** Waits for the first build of a watcher, edits, and waits for the second; Rolldown and Vite have Rollup's watchers. */
export function editOnce(watcher, edit) {
  let builds = 0;
  return new Promise((resolve, reject) => {
    watcher.on("event", async (event) => {
      if (event.code === "ERROR") reject(event.error);
      if (event.code !== "END") return;
      builds += 1;
      if (builds === 1) return edit();
      await watcher.close();
      resolve();
    });
  });
}
