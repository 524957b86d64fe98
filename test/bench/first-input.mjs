/** Loaded before a bundle: ends the process when it reads its first input, and says how long after the process's start. */
const names = /^INPUT_/;
const read = (target, name) => {
  if (typeof name === "string" && names.test(name)) {
    process.stdout.write(`${performance.now()}\n`);
    process.reallyExit(0);
  }
  return Reflect.get(target, name);
};
Object.defineProperty(process, "env", { value: new Proxy(process.env, { get: read }) });
