import { ArchiveFault } from "./fault.ts";

/** Takes a stream apart by lengths; holds no more than the largest piece asked for. */
export class ByteReader {
  private readonly source: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** Exactly so many bytes. @throws {ArchiveFault} where the stream ends before */
  async take(size: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of this.stream(size)) parts.push(part);
    return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
  }

  async *stream(size: number): AsyncGenerator<Buffer> {
    for (let left = size; left > 0; ) {
      if (this.held.length === 0 && !(await this.more())) throw new ArchiveFault("it ends in the middle of an entry");
      const part = this.held.subarray(0, left);
      this.held = this.held.subarray(part.length);
      left -= part.length;
      yield part;
    }
  }

  /** Whether nothing follows. */
  async ended(): Promise<boolean> {
    return this.held.length === 0 && !(await this.more());
  }

  /** Lets go of what the source holds open. */
  async close(): Promise<void> {
    await this.source.return?.();
  }

  private async more(): Promise<boolean> {
    for (;;) {
      const { done, value } = await this.source.next();
      if (done) return false;
      if (value.length === 0) continue;
      this.held = value;
      return true;
    }
  }
}
