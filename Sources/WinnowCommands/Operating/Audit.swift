import ArgumentParser
import Configuration
import Glibc
import JSONTree
import Maintenance

struct Audit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Does every file have one outcome, and every outcome its bytes? Reads everything.",
    discussion: HelpText.with(
      """
      It changes nothing, and needs the state to itself, so that nothing moves meanwhile. With --read-data \
      it reads a part of the originals only, also beside a running daemon: 7/30 is the seventh of thirty \
      parts, today/30 the one whose turn it is, so that thirty days in a row (of UTC) read all. The part \
      of an original follows from its digest and stays the same.
      """,
      examples: [
        (
          "systemctl stop winnowd && winnow audit; systemctl start winnowd",
          "A line for each kind of finding, with what to do."
        ),
        ("winnow audit --all", "A line for each finding."),
        (
          "winnow audit --read-data today/30",
          "Today's thirtieth of the originals, held against their digests."
        ),
        ("winnow audit --json | jq -r .kind", "For programs: an object for each finding."),
      ]))

  @OptionGroup var stateOptions: StateOptions
  @Flag(help: "A line for each finding, not one for each kind.") var all = false
  @Flag(help: "One JSON object a line, one for every finding.") var json = false
  @Option(
    help: ArgumentHelp(
      "Only read this part of the originals: number/parts, or today/parts.", valueName: "part"))
  var readData: String?

  func validate() throws { _ = try part() }

  private func part() throws -> DataCheck.Part? {
    guard let readData else { return nil }
    // Days of UTC, so that no change of the clock leaves one out.
    guard let part = DataCheck.Part(readData, day: time(nil) / 86_400) else {
      throw ValidationError(
        "--read-data takes a part such as 7/30, or today/30 for the one whose turn it is")
    }
    return part
  }

  func run() async throws {
    if let part = try part() { return try read(part) }
    let audit = Maintenance.Audit(
      paths: try stateOptions.deployment().paths,
      temporary: Console.current.environment["TMPDIR"])
    let findings = try await reportingAsyncFailure {
      try await audit.run { if Output.isErrorTerminal { Output.printError($0) } }
    }
    try print(findings)
    if !json { Output.line("Everything is in order.") }
  }

  /// Reads a part of the originals.
  private func read(_ part: DataCheck.Part) throws {
    let check = DataCheck(paths: try stateOptions.existingPaths())
    let isWatched = Output.isErrorTerminal
    let report = try reportingFailure {
      try check.run(part) { done, total in
        if isWatched { Output.writeError("\r\(done) of \(Output.count(total, "original")) ") }
      }
    }
    if isWatched, report.count > 0 { Output.writeError("\n") }
    if !json {
      Output.line(
        "part \(part.number) of \(part.count): \(Output.count(report.count, "original")) read,"
          + " \(report.byteCount) bytes")
    }
    try print(report.findings)
    if !json { Output.line("Each is as it came.") }
  }

  /// Prints what was found; throws where somebody has to look.
  private func print(_ findings: [Maintenance.Audit.Finding]) throws {
    if json {
      for finding in findings { Output.write(Self.jsonLine(finding)) }
    } else if all {
      for finding in findings { Output.advice("\(finding.kind): \(finding.text)") }
    } else {
      for line in Self.summary(findings) { Output.advice(line) }
    }
    let count = findings.count { !$0.isNote }
    if count > 0 { throw CommandFailure(.attention, Output.count(count, "finding")) }
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
