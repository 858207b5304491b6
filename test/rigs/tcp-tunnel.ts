import { Socket } from "node:net";

/** What comes from one end: bytes, its FIN, or its RST. */
type Piece = Buffer | "end" | "reset";

/** One direction of a tunnel: what comes from one socket goes to the other, or is held until it may. */
class Way {
  readonly #to: Socket;
  readonly #held: Piece[] = [];
  #stalled: boolean;

  constructor(from: Socket, to: Socket, stalled: boolean, onPiece: () => void) {
    this.#to = to;
    this.#stalled = stalled;
    const take = (piece: Piece) => {
      if (this.#stalled) this.#held.push(piece);
      else this.#pass(piece, from);
      onPiece();
    };
    from.on("data", take);
    from.on("end", () => take("end"));
    from.on("error", () => take("reset"));
    to.on("drain", () => from.resume());
  }

  get heldBytes(): number {
    return this.#held.reduce((sum, piece) => sum + (typeof piece === "string" ? 0 : piece.length), 0);
  }

  stall(): void {
    this.#stalled = true;
  }

  release(): void {
    this.#stalled = false;
    for (const piece of this.#held.splice(0)) this.#pass(piece);
  }

  #pass(piece: Piece, from?: Socket): void {
    if (this.#to.destroyed) return;
    if (piece === "end") this.#to.end();
    else if (piece === "reset") this.#to.resetAndDestroy();
    else if (!this.#to.write(piece)) from?.pause();
  }
}

/** What a tunnel tells: something came from either end; the client closed its connection; both ends are closed. */
export interface TunnelListeners {
  onChange(): void;
  onGone(): void;
  onClosed(): void;
}

/** A client's connection and the one to the server that belongs to it. The second is made when something may pass. */
export class TcpTunnel {
  readonly #client: Socket;
  readonly #server = new Socket({ allowHalfOpen: true });
  readonly #ways: readonly [Way, Way];
  readonly #reach: () => void;

  /**
   * @param target where the server is, asked when it is connected to
   */
  constructor(
    client: Socket,
    target: () => { readonly host: string; readonly port: number },
    stalled: boolean,
    { onChange, onGone, onClosed }: TunnelListeners,
  ) {
    this.#client = client;
    this.#ways = [
      new Way(client, this.#server, stalled, onChange),
      new Way(this.#server, client, stalled, onChange),
    ];
    for (const event of ["end", "close"]) client.on(event, onGone);
    for (const socket of [client, this.#server]) {
      socket.on("close", () => {
        if (client.closed && this.#server.closed) onClosed();
      });
    }
    this.#server.setNoDelay(true);
    this.#reach = () => void this.#server.connect(target());
    if (!stalled) this.#reach();
  }

  get heldBytes(): number {
    return this.#ways[0].heldBytes + this.#ways[1].heldBytes;
  }

  stall(): void {
    for (const way of this.#ways) way.stall();
  }

  release(): void {
    if (this.#server.pending && !this.#server.connecting && !this.#server.destroyed) this.#reach();
    for (const way of this.#ways) way.release();
  }

  /** FIN to both ends. What they still send is read and thrown away: closing over unread bytes would send RST. */
  drop(): void {
    for (const socket of [this.#client, this.#server]) {
      socket.removeAllListeners("data");
      socket.resume();
      socket.end();
    }
  }

  /** RST to both ends. */
  reset(): void {
    for (const socket of [this.#client, this.#server]) socket.resetAndDestroy();
  }

  destroy(): void {
    for (const socket of [this.#client, this.#server]) socket.destroy();
  }
}
