import ArgumentParser
import Configuration
import JSONTree
import Maintenance

struct Audit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Does every file have one outcome, and every outcome its bytes? Reads everything.",
    discussion: HelpText.with(
      "It changes nothing, and needs the state to itself, so that nothing moves meanwhile.",
      examples: [
        (
          "systemctl stop winnowd && winnow audit; systemctl start winnowd",
          "A line for each kind of finding, with what to do."
        ),
        ("winnow audit --all", "A line for each finding."),
        ("winnow audit --json | jq -r .kind", "For programs: an object for each finding."),
      ]))

  @OptionGroup var stateOptions: StateOptions
  @Flag(help: "A line for each finding, not one for each kind.") var all = false
  @Flag(help: "One JSON object a line, one for every finding.") var json = false

  func run() async throws {
    let audit = Maintenance.Audit(paths: try stateOptions.deployment().paths)
    let findings = try await reportingAsyncFailure {
      try await audit.run { if Output.isErrorTerminal { Output.printError($0) } }
    }
    if json {
      for finding in findings { Output.write(Self.jsonLine(finding)) }
    } else if all {
      for finding in findings { Output.line("\(finding.kind): \(finding.text)") }
    } else {
      for line in Self.summary(findings) { Output.line(line) }
    }
    let count = findings.count { !$0.isNote }
    if count > 0 { throw CommandFailure(.attention, Output.count(count, "finding")) }
    if !json { Output.line("Everything is in order.") }
  }

  /// A line for each kind, in the order in which the kinds were found: how many there are, and the first.
  private static func summary(_ findings: [Maintenance.Audit.Finding]) -> [String] {
    var kinds: [String] = []
    let groups = Dictionary(grouping: findings, by: \.kind)
    for finding in findings where !kinds.contains(finding.kind) { kinds.append(finding.kind) }
    return kinds.compactMap { kind in
      guard let group = groups[kind], let first = group.first else { return nil }
      if group.count == 1 { return "\(kind): \(first.text)" }
      return
        "\(kind): \(group.count) times; winnow audit --all lists them. The first: \(first.text)"
    }
  }

  private static func jsonLine(_ finding: Maintenance.Audit.Finding) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("kind", finding.kind)
    writer.member("text", finding.text)
    writer.member("note", finding.isNote)
    writer.endObject()
    writer.endLine()
    return writer.take()
  }
}
