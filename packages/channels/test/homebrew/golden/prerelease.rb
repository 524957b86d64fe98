# Written by Slipway from release.json (1d71d50029a715a4). Once it is edited, only version, url and sha256 are kept up to date.
class AppRc < Formula
  desc "Does the things you want"
  homepage "https://app.example"
  version "1.3.0-rc.1"
  license any_of: ["MIT", "Apache-2.0"]

  conflicts_with "app", because: "both install the same programs"

  on_macos do
    on_arm do
      url "https://github.com/acme/app/releases/download/v1.3.0-rc.1/app-1.3.0-rc.1-macos-arm64.tar.gz"
      sha256 "028e056a7789f18f9bfde972d850b0b83335c14182d300df9cd79e54f28bd5a5"
    end
    on_intel do
      url "https://github.com/acme/app/releases/download/v1.3.0-rc.1/app-1.3.0-rc.1-macos-amd64.tar.gz"
      sha256 "6fccd27bf3be0ce364586baadbd78bc6bcc5f2408fc0ac41caa3b85bf7c36ca7"
    end
  end

  on_linux do
    on_arm do
      url "https://github.com/acme/app/releases/download/v1.3.0-rc.1/app-1.3.0-rc.1-linux-arm64.tar.gz"
      sha256 "cacad031c435f36a92b6c632c34adf6c9331bb65caccfba64a215f61c195211d"
    end
    on_intel do
      url "https://github.com/acme/app/releases/download/v1.3.0-rc.1/app-1.3.0-rc.1-linux-amd64.tar.gz"
      sha256 "896d13668caf05ad95501b52ca73b2dbaccaad45c1fbd2cfa710a2cabe8a7d9b"
    end
  end

  def install
    bin.install "app"
    bash_completion.install "completions/app.bash" => "app"
    zsh_completion.install "completions/_app"
    fish_completion.install "completions/app.fish"
    man1.install "man/app.1"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/app --version")
  end
end
