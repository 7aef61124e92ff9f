import Ledger
import Model
import Presentation

/// One job for a person's eyes.
enum JobPrinter {
  static func print(_ job: JobRow) {
    let reason = job.reason.map { ": \($0)" } ?? ""
    Output.line(
      "\(job.id)  \(LocalTime.text(seconds: job.finished / 1_000))"
        + "  \(job.outcome.rawValue)\(TerminalText.safe(reason))  \(TerminalText.safe(job.file))"
    )
    let counts = job.counts.values.reduce(0, +)
    if counts > 1 {
      let parts = job.counts.sorted { $0.key.rawValue < $1.key.rawValue }
        .map { "\($0.value) \($0.key.rawValue)" }
      Output.line("    \(parts.joined(separator: ", "))")
    }
    if let detail = job.detail { Output.line("    \(TerminalText.safe(detail))") }
    if let remedy = job.remedy { Output.line("    \(TerminalText.safe(remedy))") }
  }
}
