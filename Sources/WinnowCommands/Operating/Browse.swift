import ArgumentParser
import Dispatch
import Glibc
import Presentation
import Sockets
import Storage
import Web

/// `winnow web`.
struct Browse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "web",
    abstract: "Pages to read, search and operate with, in a browser on this machine.",
    discussion: HelpText.with(
      """
      Prints an address with a token that works once; a cookie lets the same browser in after that, until the \
      command ends. Nothing is changed from the pages unless --allow-changes is given. Works with the daemon \
      up and down. docs/WEB.md has the rest.
      """,
      examples: [
        ("winnow web", "Open the address that it prints; Ctrl-C ends it."),
        ("winnow web --listen 127.0.0.1:0", "On a port that is free."),
        (
          "winnow web --allow-changes",
          "Files that were set aside can be tried again, kept and discarded, and articles taken out."
        ),
        (
          "winnow web --token-file ~/.config/winnow/token",
          "With a token that lasts, so that feed readers keep their addresses."
        ),
      ]))

  @OptionGroup var stateOptions: StateOptions
  @Option(
    help: ArgumentHelp(
      "Where to listen: an address of this machine, and a port or 0.", valueName: "address"))
  var listen = "127.0.0.1:8620"
  @Flag(help: "Let pages hand back, keep and discard files that were set aside.")
  var allowChanges = false
  @Option(
    help: ArgumentHelp(
      "A file with a token of 16 characters or more, readable by its owner only.", valueName: "file"
    ),
    completion: .file())
  var tokenFile: String?

  @Option(
    help: ArgumentHelp(
      "The origin that browsers see where a reverse proxy is in front; goes with --token-file.",
      valueName: "origin"))
  var publicOrigin: String?

  func validate() throws {
    if publicOrigin != nil, tokenFile == nil {
      throw ValidationError("--public-origin goes with --token-file: the proxy's people need one")
    }
  }

  private func options() throws -> WebOptions {
    guard let address = LoopbackAddress(listen) else {
      throw CommandFailure(
        .usage,
        "--listen \(TerminalText.safe(listen)): pages are served to this machine only. Give 127.0.0.1:PORT or [::1]:PORT;"
          + " from elsewhere, use ssh -L 8620:127.0.0.1:8620 HOST, or a reverse proxy (docs/WEB.md)"
      )
    }
    var options = WebOptions(address: address)
    options.allowsChanges = allowChanges
    options.token = try tokenFile.map(Self.token(in:))
    if let publicOrigin {
      guard let read = PublicOrigin(publicOrigin) else {
        throw CommandFailure(
          .usage,
          "--public-origin \(TerminalText.safe(publicOrigin)): give scheme and host, such as https://news.example.org"
        )
      }
      options.publicOrigin = read
    }
    options.inheritedDescriptor = Self.inheritedDescriptor
    return options
  }

  /// The socket of a service manager, where it hands one over (sd_listen_fds(3)).
  private static var inheritedDescriptor: Int32? {
    let environment = Console.current.environment
    guard environment["LISTEN_PID"] == String(getpid()), environment["LISTEN_FDS"] == "1" else {
      return nil
    }
    return 3
  }

  /// The token that a file holds.
  private static func token(in name: String) throws -> String {
    let path = FilePath(argument: name)
    let files = POSIXFileSystem()
    let bytes: [UInt8]
    do {
      bytes = try files.readFile(path, limit: 4_096)
    } catch {
      throw CommandFailure(.usage, "--token-file: \(error)")
    }
    var status = stat()
    if unsafe stat(path.string, &status) == 0, status.st_mode & 0o077 != 0 {
      throw CommandFailure(
        .usage,
        "--token-file: others may read \(path.printable); run: chmod 600 \(path.printable)")
    }
    let token = String(decoding: bytes, as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).joined()
    guard token.utf8.count >= 16 else {
      throw CommandFailure(
        .usage,
        "--token-file: \(path.printable) holds fewer than 16 characters; run: openssl rand -hex 32 > FILE"
      )
    }
    return token
  }

  func run() async throws {
    let options = try options()
    let service: WebService
    do {
      service = try WebService(try stateOptions.deployment(), options)
    } catch SocketError.inUse(let address) {
      throw CommandFailure(
        .tryLater,
        "something else listens on \(address); end it, or give another port: --listen 127.0.0.1:0")
    } catch let error as SocketError {
      throw CommandFailure(.cannotTell, "\(error)")
    }
    Output.line(service.link)
    if Output.isTerminal {
      Output.line(
        options.token == nil
          ? "Open it in a browser; it works once. Ctrl-C ends."
          : "Open it with ?token= and the token of the file. Ctrl-C ends.")
    }
    await Self.end()
    service.stop()
  }

  /// Returns when the process is told to end.
  private static func end() async {
    let queue = DispatchQueue(label: "winnow.web.signals")
    let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      _ = signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: queue)
    }
    let stream = AsyncStream<Void> { continuation in
      for source in sources {
        source.setEventHandler { continuation.finish() }
        source.resume()
      }
    }
    for await _ in stream {}
    for source in sources { source.cancel() }
  }
}
