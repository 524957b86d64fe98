export { type GithubRepositoryOptions, githubRepository } from "./github.ts";
export type * from "./repository.ts";
export { GITHUB_HOST_KEY, type SshRepositoryOptions, sshRepository } from "./ssh.ts";
