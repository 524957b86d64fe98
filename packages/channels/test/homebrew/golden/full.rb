# Written by Slipway from release.json (6fde820bc92824d4). Once it is edited, only version, url and sha256 are kept up to date.
class App < Formula
  desc "Does the things you want"
  homepage "https://app.example"
  version "1.2.3"
  license any_of: ["MIT", "Apache-2.0"]

  livecheck do
    url :stable
    strategy :github_latest
  end

  depends_on "openssl@3"

  on_linux do
    depends_on "zlib"
  end

  conflicts_with "other", because: "both install `app`"

  on_macos do
    on_arm do
      url "https://github.com/acme/app/releases/download/v1.2.3/app-1.2.3-macos-arm64.tar.gz"
      sha256 "bc1973230340d937e160cf455fd05ed1f9e39aaa1bdb18bb949494ec4d65d8ef"
    end
    on_intel do
      url "https://github.com/acme/app/releases/download/v1.2.3/app-1.2.3-macos-amd64.tar.gz"
      sha256 "6d5f2c7e160cc0927b054aaa091092617860793d5182a6fee2e377103ef43577"
    end
  end

  on_linux do
    on_arm do
      url "https://github.com/acme/app/releases/download/v1.2.3/app-1.2.3-linux-arm64.tar.gz"
      sha256 "1b345f43ae9970864439dc79e77f626e1bd5b2fdfd3bc9fef9c13aabbdd0c560"
    end
    on_intel do
      url "https://github.com/acme/app/releases/download/v1.2.3/app-1.2.3-linux-amd64.tar.gz"
      sha256 "da0b83c4860d8f23620be012e1e6bafe1143f2678330e485347d76a238e3c1b9"
    end
  end

  def install
    bin.install "app"
    bash_completion.install "completions/app.bash" => "app"
    zsh_completion.install "completions/_app"
    fish_completion.install "completions/app.fish"
    man1.install "man/app.1"
  end

  service do
    run [opt_bin/"app", "serve", "--data", var/"app"]
    keep_alive true
    working_dir var
    log_path var/"log/app.log"
    environment_variables APP_ENV: "a \"quoted\" \#{x}"
  end

  def caveats
    <<~EOS
      Run `app init` first.
      Its data is in #{var}/app.
    EOS
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/app --version")
  end
end
