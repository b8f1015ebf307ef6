import { readState, writeState, type StateText } from "../../build/state-text.ts";
import { noState, type BuildState, type Settled } from "../../build/state.ts";

/** What earlier builds of a project left, each part made when it is asked for. */
export interface Memory {
  readonly settled: Settled | undefined;
  /** The state as text; undefined where there is none. */
  readonly text: () => StateText | undefined;
  readonly state: () => BuildState;
}

/** The memory of a project that was never built. */
export const noMemory: Memory = { settled: undefined, text: () => undefined, state: () => noState };

/** What a state leaves to remember. */
export function memoryOfState(settled: Settled | undefined, state: BuildState): Memory {
  return { settled, text: once(() => writeState(state)), state: () => state };
}

/** What a text that was kept under a key leaves to remember. */
export function memoryOfText(key: string, settled: Settled | undefined, read: () => StateText | undefined): Memory {
  const text = once(read);
  return {
    settled,
    text,
    state: once(() => {
      const known = text();
      return (known === undefined ? undefined : readState(key, known)) ?? noState;
    }),
  };
}

function once<T>(make: () => T): () => T {
  const made: { value?: { readonly of: T } } = {};
  return () => (made.value ??= { of: make() }).of;
}
