# Written by Slipway from release.json (c0858560f1307263). Once it is edited, only version, url and sha256 are kept up to date.
cask "app" do
  version "1.2.3"

  on_macos do
    on_arm do
      sha256 "bc96b694422b8a773faafc8f39ce9e381cba325e333211d92ddabc032521d743"
      url "https://github.com/acme/app/releases/download/v#{version}/app-#{version}-macos-arm64.zip"
      binary "app-#{version}-macos-arm64/app"
      manpage "app-#{version}-macos-arm64/man/app.1"
      bash_completion "app-#{version}-macos-arm64/completions/app.bash"
      fish_completion "app-#{version}-macos-arm64/completions/app.fish"
      zsh_completion "app-#{version}-macos-arm64/completions/_app"
    end
    on_intel do
      sha256 "f20e509d4113b0e3d6131f47f9d63ec96e00a51abf078c6b954534e7399b3679"
      url "https://github.com/acme/app/releases/download/v#{version}/app-#{version}-macos-amd64.zip"
      binary "app-#{version}-macos-amd64/app"
      manpage "app-#{version}-macos-amd64/man/app.1"
      bash_completion "app-#{version}-macos-amd64/completions/app.bash"
      fish_completion "app-#{version}-macos-amd64/completions/app.fish"
      zsh_completion "app-#{version}-macos-amd64/completions/_app"
    end
  end

  on_linux do
    on_arm do
      sha256 "1c98e3ee81a997806e9ac3a87f878babafa87a336f8e1804bee31511c8b51ec3"
      url "https://github.com/acme/app/releases/download/v#{version}/app-#{version}-linux-arm64.zip"
      binary "app-#{version}-linux-arm64/app"
      manpage "app-#{version}-linux-arm64/man/app.1"
      bash_completion "app-#{version}-linux-arm64/completions/app.bash"
      fish_completion "app-#{version}-linux-arm64/completions/app.fish"
      zsh_completion "app-#{version}-linux-arm64/completions/_app"
    end
    on_intel do
      sha256 "e76f8ecd9e4433e6388d433b20bbb051aea9a9bce5ecc9044d6864de8397dd5c"
      url "https://github.com/acme/app/releases/download/v#{version}/app-#{version}-linux-amd64.zip"
      binary "app-#{version}-linux-amd64/app"
      manpage "app-#{version}-linux-amd64/man/app.1"
      bash_completion "app-#{version}-linux-amd64/completions/app.bash"
      fish_completion "app-#{version}-linux-amd64/completions/app.fish"
      zsh_completion "app-#{version}-linux-amd64/completions/_app"
    end
  end

  name "The App"
  desc "Does the things you want"
  homepage "https://app.example"

  livecheck do
    url :url
    strategy :github_latest
  end
end
