import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A remote cache of Turborepo on loopback, in memory. */
export interface CacheServer {
  readonly url: string;
  /** Method and path of every request, without what tells one team from another. */
  readonly requests: readonly string[];
  /** The artifacts, by hash. */
  readonly artifacts: ReadonlyMap<string, Buffer>;
  close(): Promise<void>;
}

/** What a program asks of hosts beyond loopback, where it goes through a proxy; everything is refused. */
export interface RefusingProxy {
  readonly url: string;
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** https://turborepo.dev/docs/openapi */
export async function startCacheServer(token: string): Promise<CacheServer> {
  const artifacts = new Map<string, Buffer>();
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const { method = "", url = "", headers } = request;
    const { pathname } = new URL(url, "http://127.0.0.1");
    const body = await bodyOf(request);
    requests.push(`${method} ${pathname}`);
    const answer = (status: number, value: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    };
    if (headers.authorization !== `Bearer ${token}`) return answer(401, { code: "unauthorized", message: "unknown token" });
    if (pathname === "/v8/artifacts/status") return answer(200, { status: "enabled" });
    if (pathname === "/v8/artifacts/events") return answer(200, {});
    const hash = /^\/v8\/artifacts\/([0-9a-f]+)$/.exec(pathname)?.[1];
    if (hash === undefined) return answer(404, { code: "not_found", message: "no such endpoint" });
    if (method === "PUT") {
      artifacts.set(hash, body);
      return answer(202, { urls: [pathname] });
    }
    const artifact = artifacts.get(hash);
    if (artifact === undefined) return answer(404, { code: "not_found", message: "no such artifact" });
    response.writeHead(200, { "content-type": "application/octet-stream", "content-length": artifact.length });
    response.end(method === "HEAD" ? undefined : artifact);
  });
  return { ...(await listen(server)), requests, artifacts };
}

/** A proxy that lets nothing through, and remembers what was asked. */
export async function startRefusingProxy(): Promise<RefusingProxy> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(403).end();
  });
  server.on("connect", (request, socket) => {
    asked.push(request.url ?? "");
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  return { ...(await listen(server)), asked };
}

async function listen(server: Server): Promise<{ url: string; close: () => Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
