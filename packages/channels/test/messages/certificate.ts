import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";

/** A certificate of its own authority for a name on this machine; `trust` makes this process believe it until it is undone. */
export function certificate(host: string): { key: string; cert: string; trust(): () => void } {
  const directory = mkdtempSync(join(tmpdir(), "certificate-"));
  try {
    const [key, cert] = [join(directory, "key.pem"), join(directory, "cert.pem")];
    const names = `subjectAltName=DNS:${host},IP:127.0.0.1`;
    const how = [
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-days",
      "2",
      "-subj",
      `/CN=${host}`,
    ];
    execFileSync("openssl", ["req", "-x509", ...how, "-addext", names, "-keyout", key, "-out", cert], {
      stdio: "ignore",
    });
    const text = readFileSync(cert, "utf8");
    const trust = () => {
      const before = tls.getCACertificates("default");
      tls.setDefaultCACertificates([...before, text]);
      return () => tls.setDefaultCACertificates(before);
    };
    return { key: readFileSync(key, "utf8"), cert: text, trust };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
