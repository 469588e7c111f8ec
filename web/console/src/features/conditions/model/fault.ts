// Where a text stops being JSON. Browsers tell the place in words of their own, some not at all, so it is looked for here.

export interface Fault {
  line: number;
  column: number;
}

/** Null: the text can be read. */
export function faultOf(text: string): Fault | null {
  try {
    JSON.parse(text);
    return null;
  } catch {
    return placeOf(text, new Reader(text).breaksAt());
  }
}

function placeOf(text: string, at: number): Fault {
  const lines = text.slice(0, at).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

class Broken {
  constructor(readonly at: number) {}
}

/** RFC 8259, as far as needed to say how far it is kept. */
class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  breaksAt(): number {
    try {
      this.value();
      this.skip(/[ \t\r\n]*/y);
      return this.at;
    } catch (reason) {
      if (reason instanceof Broken) return reason.at;
      throw reason;
    }
  }

  private skip(shape: RegExp): boolean {
    shape.lastIndex = this.at;
    const found = shape.exec(this.text);
    if (found) this.at += found[0].length;
    return found !== null && found[0] !== "";
  }

  private need(shape: RegExp): void {
    this.skip(/[ \t\r\n]*/y);
    if (!this.skip(shape)) throw new Broken(this.at);
  }

  private isNext(char: string): boolean {
    this.skip(/[ \t\r\n]*/y);
    return this.text[this.at] === char;
  }

  private value(): void {
    if (this.isNext("{")) this.entries("}", () => this.member());
    else if (this.isNext("[")) this.entries("]", () => this.value());
    else if (this.isNext('"')) this.string();
    else this.need(/true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  }

  private entries(end: "}" | "]", entry: () => void): void {
    this.at += 1;
    if (!this.isNext(end)) {
      entry();
      while (this.isNext(",")) {
        this.at += 1;
        entry();
      }
    }
    if (!this.isNext(end)) throw new Broken(this.at);
    this.at += 1;
  }

  private member(): void {
    this.string();
    this.need(/:/y);
    this.value();
  }

  private string(): void {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a JSON text must not have them
    this.need(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y);
  }
}
