/// The options by which somebody has named a state: a command that a message tells them to run is about the same
/// state only with these.
package struct CallerOptions: Sendable, Equatable {
  /// As words of a shell; empty for the state of the usual configuration.
  package var words: [String] = []

  /// `state`, `config`: What `--state` and `--config` were given.
  package init(state: String? = nil, config: String? = nil) {
    if let config, config != Deployment.usualConfiguration {
      words += ["--config", Self.quoted(config)]
    }
    if let state { words += ["--state", Self.quoted(state)] }
  }

  /// The commands that take them; those of several words first.
  package static let commands = [
    "journal verify", "journal salvage", "journal dump", "audit", "backup", "explain", "export",
    "forget", "ingest", "jobs", "original", "put", "quarantine", "rebuild", "rerun", "restore",
    "retry", "search", "show", "status", "story",
  ]

  /// A message whose commands have these options behind their name.
  package func text(_ message: String) -> String {
    guard !words.isEmpty, message.contains("winnow") else { return message }
    let options = words.joined(separator: " ")
    var text = ""
    var rest = Substring(message)
    while let start = rest.firstRange(of: "winnow ") {
      text += rest[..<start.upperBound]
      rest = rest[start.upperBound...]
      guard let command = Self.commands.first(where: { rest.hasPrefix($0) }) else { continue }
      let behind = rest.dropFirst(command.count)
      // A longer word, or options that are there.
      if behind.first.map({ $0.isLetter || $0.isNumber }) ?? false { continue }
      if behind.hasPrefix(" --state ") || behind.hasPrefix(" --config ") { continue }
      text += command + " " + options
      rest = behind
    }
    text += rest
    return text.replacing("systemctl start winnowd", with: "winnowd \(options)")
  }

  /// A word that a shell takes as it is.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy {
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0
        || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || "/._-+:@%".utf8.contains($0)
    }
    return isPlain && !word.isEmpty
      ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
