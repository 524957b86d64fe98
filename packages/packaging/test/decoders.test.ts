import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import { type ArchiveEntry, writeArchives } from "../src/index.ts";
import { mixture, noise, prose, run, scratchDirectory, withStore } from "./helpers.ts";

/** Every decoder reads every size around the borders of blocks, of whatever kind of bytes, and finds what went in. */
const directory = await scratchDirectory();
const BLOCK = 512 * 1024;
const SHARED = 256 * 1024;
const SIZES = [0, 1, SHARED - 1, SHARED, SHARED + 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 3 * BLOCK + 17];
const MAKERS = {
  noise,
  prose,
  zeros: (size: number) => Buffer.alloc(size),
  mixture: (size: number) => mixture(size, 7),
};

const files = new Map<string, Buffer>();
for (const [kind, make] of Object.entries(MAKERS)) for (const size of SIZES) files.set(`${kind}-${size}`, make(size));
const lines = [...files].map(
  ([name, bytes]) => `${createHash("sha256").update(bytes).digest("hex")} ${bytes.length} ${name}`,
);
const expected = `${lines.sort().join("\n")}\n`;

const gz = join(directory, "all.tar.gz");
const zip = join(directory, "all.zip");
await withStore(directory, 2, async (store) => {
  const entries: ArchiveEntry[] = [];
  for (const [path, bytes] of files) {
    entries.push({ kind: "file", path, content: await store.add({ bytes }), mode: 0o644 });
  }
  const common = { timestamp: 1_700_000_000, entries };
  await writeArchives(store, [
    { ...common, format: "tar.gz", path: gz },
    { ...common, format: "zip", path: zip },
  ]);
});

/** Sorts the lines "digest size name" that a program prints. */
const listed = (output: Buffer) => `${output.toString().trim().split("\n").sort().join("\n")}\n`;

async function digestsBelow(folder: string): Promise<string> {
  const found = await Promise.all(
    [...files.keys()].map(async (name) => {
      const bytes = await readFile(join(folder, name));
      return `${createHash("sha256").update(bytes).digest("hex")} ${bytes.length} ${name}`;
    }),
  );
  return `${found.sort().join("\n")}\n`;
}

async function unpacked(name: string, command: string, args: (folder: string) => readonly string[]): Promise<string> {
  const folder = join(directory, name);
  await mkdir(folder);
  run(command, args(folder));
  return digestsBelow(folder);
}

describeWith(["tar", "unzip", "7z", "bsdtar"], "tools", () => {
  const cases: readonly [name: string, command: string, args: (folder: string) => readonly string[]][] = [
    ["gzip by tar", "tar", (folder) => ["-xzf", gz, "-C", folder]],
    ["gzip by bsdtar", "bsdtar", (folder) => ["-xf", gz, "-C", folder]],
    ["zip by bsdtar", "bsdtar", (folder) => ["-xf", zip, "-C", folder]],
    ["zip by unzip", "unzip", (folder) => ["-q", zip, "-d", folder]],
    ["zip by 7z", "7z", (folder) => ["x", `-o${folder}`, zip]],
  ];
  test.each(cases)("%s", async (name, command, args) => {
    expect(await unpacked(name.replaceAll(" ", "-"), command, args)).toBe(expected);
  });
  test("gzip by itself", () => {
    run("gzip", ["-t", gz]);
  });
});

const works = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

describeWith(["python3"], "Python", () => {
  test("tarfile and zipfile", () => {
    const script = `
import hashlib, sys, tarfile, zipfile
tar, zip = tarfile.open(sys.argv[1], "r:gz"), zipfile.ZipFile(sys.argv[2])
for name in zip.namelist():
    for stream in (tar.extractfile(name), zip.open(name)):
        data = stream.read()
        print(hashlib.sha256(data).hexdigest(), len(data), name)
`;
    expect(listed(run("python3", ["-c", script, gz, zip]))).toBe(listed(Buffer.from(expected + expected)));
  });
});

describeWith(["go"], "Go", () => {
  test("compress/gzip, archive/tar and archive/zip", async () => {
    const source = join(directory, "read.go");
    await writeFile(
      source,
      `package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
)

func show(name string, from io.Reader) {
	hash := sha256.New()
	size, err := io.Copy(hash, from)
	if err != nil {
		panic(err)
	}
	fmt.Printf("%x %d %s\\n", hash.Sum(nil), size, name)
}

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		panic(err)
	}
	stream, err := gzip.NewReader(file)
	if err != nil {
		panic(err)
	}
	stream.Multistream(false)
	archive := tar.NewReader(stream)
	for {
		header, err := archive.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			panic(err)
		}
		show(header.Name, archive)
	}
	members, err := zip.OpenReader(os.Args[2])
	if err != nil {
		panic(err)
	}
	for _, member := range members.File {
		content, err := member.Open()
		if err != nil {
			panic(err)
		}
		show(member.Name, content)
	}
}
`,
    );
    expect(listed(run("go", ["run", source, gz, zip]))).toBe(listed(Buffer.from(expected + expected)));
  });
});

describe.skipIf(!works("java", "--version"))("Java (skipped without java)", () => {
  test("GZIPInputStream, ZipFile and ZipInputStream", async () => {
    const source = join(directory, "Read.java");
    await writeFile(
      source,
      `import java.io.*;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.*;

class Read {
  static void show(String name, InputStream from) throws Exception {
    byte[] bytes = from.readAllBytes();
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    System.out.println(HexFormat.of().formatHex(digest) + " " + bytes.length + " " + name);
  }

  public static void main(String[] args) throws Exception {
    try (ZipFile zip = new ZipFile(args[1])) {
      for (var entry : zip.stream().toList()) show(entry.getName(), zip.getInputStream(entry));
    }
    try (ZipInputStream zip = new ZipInputStream(new FileInputStream(args[1]))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) show(entry.getName(), zip);
    }
    try (InputStream tar = new GZIPInputStream(new FileInputStream(args[0]))) {
      show("tar", tar);
    }
  }
}
`,
    );
    const tar = run("gzip", ["-dc", gz]);
    const whole = `${createHash("sha256").update(tar).digest("hex")} ${tar.length} tar\n`;
    expect(listed(run("java", [source, gz, zip]))).toBe(listed(Buffer.from(expected + expected + whole)));
  });
});

/** The crates come from cargo's registry: where it is out of reach, so is the test. */
describeWith(["cargo"], "Rust", () => {
  const project = join(directory, "rust");
  let built = false;
  beforeAll(async () => {
    await mkdir(join(project, "src"), { recursive: true });
    await writeFile(
      join(project, "Cargo.toml"),
      '[package]\nname = "read"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\nflate2 = "=1.1.5"\nzip = { version = "=2.4.2", default-features = false, features = ["deflate"] }\n',
    );
    await writeFile(
      join(project, "src/main.rs"),
      `use std::fs::File;
use std::io::Read;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let mut bytes = Vec::new();
    // The decoder that stops after the first member.
    flate2::read::GzDecoder::new(File::open(&arguments[1]).unwrap()).read_to_end(&mut bytes).unwrap();
    std::fs::write(&arguments[3], bytes).unwrap();
    let mut archive = zip::ZipArchive::new(File::open(&arguments[2]).unwrap()).unwrap();
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        // The crate compares the CRC-32 at the end.
        member.read_to_end(&mut bytes).unwrap();
        println!("{} {}", bytes.len(), member.name());
    }
}
`,
    );
    built = spawnSync("cargo", ["build", "--quiet"], { cwd: project, timeout: 90_000 }).status === 0;
  });
  test("flate2's GzDecoder, and zip", async ({ skip }) => {
    if (!built) skip("the crates could not be had");
    const out = join(directory, "rust.tar");
    const members = run(join(project, "target/debug/read"), [gz, zip, out]);
    expect((await readFile(out)).equals(run("gzip", ["-dc", gz]))).toBe(true);
    expect(listed(members)).toBe(listed(Buffer.from(expected.replaceAll(/^[0-9a-f]{64} /gm, ""))));
  });
});

/** Sizes around the blocks of xz and zstd, of text that repeats, so that it takes no minutes. */
describeWith(["xz", "zstd", "tar", "bsdtar", "7z", "python3"], "several blocks of xz and frames of zstd", () => {
  const LARGE = 8 * 1024 * 1024;
  const large = new Map<string, Buffer>(
    [-1, 0, 1].map((more) => [`large${more}`, Buffer.alloc(LARGE + more, prose(50_000, `${more}`))]),
  );
  large.set("twice", Buffer.alloc(2 * LARGE, "again and again "));
  large.set("small", prose(100_000));
  const xz = join(directory, "large.tar.xz");
  const zst = join(directory, "large.tar.zst");
  let tar: Buffer;
  beforeAll(async () => {
    await withStore(directory, 2, async (store) => {
      const entries: ArchiveEntry[] = [];
      for (const [path, bytes] of large) {
        entries.push({ kind: "file", path, content: await store.add({ bytes }), mode: 0o644 });
      }
      const common = { timestamp: 1_700_000_000, entries };
      const plain = join(directory, "large.tar");
      await writeArchives(store, [
        { ...common, format: "tar.xz", path: xz },
        { ...common, format: "tar.zst", path: zst },
        { ...common, format: "tar", path: plain },
      ]);
      tar = await readFile(plain);
    });
  }, 50_000);

  test("there are several", () => {
    expect(Number(run("xz", ["--robot", "--list", xz]).toString().split("\n")[1]?.split("\t")[2])).toBeGreaterThan(6);
    expect(run("zstd", ["-lv", zst]).toString()).toMatch(/Number of Frames: \d{1,2}\n|# Zstandard Frames: \d{1,2}\n/);
  });
  test.each([
    ["xz", ["-dc", xz]],
    ["xz", ["-dc", "-T2", xz]],
    ["7z", ["x", "-so", xz]],
    ["bsdcat", [xz]],
    ["bsdcat", [zst]],
    ["zstd", ["-dc", zst]],
    ["python3", ["-c", `import lzma,sys; sys.stdout.buffer.write(lzma.open(${JSON.stringify(xz)}).read())`]],
  ] as const)("%s %j", (command, args) => {
    expect(run(command, args).equals(tar)).toBe(true);
  });
  test("tar, with either", () => {
    for (const archive of [xz, zst]) {
      expect(run("tar", ["-tf", archive]).toString().trim().split("\n").sort()).toStrictEqual([...large.keys()].sort());
    }
  });
});
