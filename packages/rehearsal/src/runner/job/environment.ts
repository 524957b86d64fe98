/** Variables of this machine that every job sees; all else starts clean. */
const PASSED = new Set([
  ...["PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "TZ", "LANG", "LANGUAGE", "TERM"],
  ...["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "no_proxy", "all_proxy"],
  ...["SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "GIT_SSL_CAINFO"],
  ...["GOPROXY", "GOSUMDB", "GONOSUMDB", "GOPRIVATE", "GONOPROXY", "GOPATH", "GOMODCACHE", "GOCACHE", "GOTOOLCHAIN"],
  ...["CARGO_HOME", "RUSTUP_HOME", "RUSTUP_DIST_SERVER", "RUSTUP_UPDATE_ROOT", "RUSTUP_TOOLCHAIN"],
  ...["ZIG_GLOBAL_CACHE_DIR", "XDG_CACHE_HOME"],
]);

/** Settings of package managers: mirrors, caches, certificates. npm sets many more in what it starts, which must not travel. */
const PASSED_PATTERN =
  /^(LC_[A-Z]+|npm_config_(registry|cache|userconfig|proxy|https_proxy|https-proxy|noproxy|cafile|strict_ssl|strict-ssl)|PIP_[A-Z_]+|UV_[A-Z_]+|CARGO_(HTTP|NET|REGISTRIES|SOURCE)_[A-Z0-9_]+)$/i;

/** Credentials of the person who rehearses are never a job's. */
const CREDENTIAL = /TOKEN|PASSWORD|PASSWD|SECRET|_AUTH|CREDENTIAL/i;

/** The environment a job starts from. HOME is the machine's own: toolchains and caches that live there are used. */
export function machineEnvironment(
  machine: Readonly<Record<string, string | undefined>>,
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(machine)) {
    if (value === undefined || CREDENTIAL.test(name)) continue;
    if (PASSED.has(name) || PASSED_PATTERN.test(name)) result[name] = value;
  }
  return { ...result, ...extra, CI: "true", GITHUB_ACTIONS: "true" };
}

/**
 * Git's own variables: `serverUrl` is reached through `gitUrl`, whatever the resolver makes of it, and the global
 * configuration is a file of the job, so that nothing of the person's `~/.gitconfig` is read or written.
 */
export function gitEnvironment(
  serverUrl: string,
  gitUrl: (repository: string) => string,
  repository: string,
  globalConfig: string,
): Record<string, string> {
  const own = gitUrl(repository);
  const suffix = new RegExp(`/${repository.replace(/[.\\^$*+?()[\]{}|]/g, "\\$&")}(?:\\.git)?/?$`);
  const server = serverUrl.replace(/\/$/, "");
  const [to, from] = suffix.test(own) ? [own.replace(suffix, "/"), `${server}/`] : [own, `${server}/${repository}`];
  return {
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: globalConfig,
    ...(to === from
      ? {}
      : { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: `url.${to}.insteadOf`, GIT_CONFIG_VALUE_0: from }),
  };
}

export const RUNNER_OS = process.platform === "darwin" ? "macOS" : process.platform === "win32" ? "Windows" : "Linux";
export const RUNNER_ARCH =
  ({ x64: "X64", arm64: "ARM64", arm: "ARM", ia32: "X86" } as Record<string, string>)[process.arch] ?? process.arch;
