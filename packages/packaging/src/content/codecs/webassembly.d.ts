// Neither TypeScript's ES library nor Node's types declare WebAssembly (the DOM library does): what is used of it here.
declare global {
  namespace WebAssembly {
    interface Module {
      readonly [Symbol.toStringTag]: "WebAssembly.Module";
    }
    interface Memory {
      readonly buffer: ArrayBuffer;
      grow(pages: number): number;
    }
    class Instance {
      constructor(module: Module, imports?: Readonly<Record<string, Readonly<Record<string, unknown>>>>);
      readonly exports: object;
    }
    function compile(bytes: Uint8Array): Promise<Module>;
  }
}

export {};
