import ArgumentParser
import Configuration
import Maintenance

struct Audit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Does every file have one outcome, and every outcome its bytes? Reads everything.")

  @OptionGroup var stateOptions: StateOptions

  func run() async throws {
    let audit = Maintenance.Audit(paths: try stateOptions.deployment().paths)
    let findings = try await reportingAsyncFailure {
      try await audit.run { if Output.isTerminal { Output.printError($0) } }
    }
    for finding in findings { Output.line("\(finding.kind): \(finding.text)") }
    let count = findings.count { !$0.isNote }
    if count > 0 { throw CommandFailure(.attention, "\(count) findings") }
    Output.line("Everything is in order.")
  }
}
