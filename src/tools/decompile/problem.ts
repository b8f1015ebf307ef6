/** Notes what a document says and the source language cannot. */
export type Note = (problem: string) => void;
