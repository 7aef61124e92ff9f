import ArgumentParser
import Configuration
import Ledger
import Model
import Presentation
import State
import Storage

struct Original: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a file's bytes as they came.",
    discussion: HelpText.with(
      examples: [
        ("winnow original 01J8ZQ4M > page.html", "The file as the scraper left it.")
      ]))

  @OptionGroup var stateOptions: StateOptions
  @Argument(help: "The id of an article or of a job.") var id: String
  @Option(
    name: .customLong("as"),
    help: "bytes: as they came; warc.gz: as a WARC record, compressed with gzip.")
  var form: Form = .bytes

  enum Form: String, ExpressibleByArgument, CaseIterable {
    case bytes
    case warc = "warc.gz"
  }

  func run() throws {
    let deployment = try stateOptions.deployment()
    let ledger = try stateOptions.catalogue().ledger
    var digest: String?
    var article: ArticleRow?
    if case .found(let row) = try ledger.article(id: id) {
      digest = row.provenance.digest
      article = row
    }
    if digest == nil, case .found(let job) = try ledger.job(id: id) { digest = job.digest }
    guard let digest else {
      throw CommandFailure(
        .attention, "there is no article or job \(TerminalText.safe(id)) whose bytes were kept")
    }
    do {
      switch form {
      case .bytes: try OriginalBytes(deployment.paths).print(digest: digest, Output.write)
      case .warc:
        guard let known = Digest(digest) else {
          throw CommandFailure(.damaged, "\(digest) is no digest")
        }
        try OriginalRecords(deployment.paths).print(known, of: article, Output.write)
      }
    } catch let failure as PipelineFailure {
      if let why = try absence(of: digest, ledger, deployment.paths) {
        throw CommandFailure(.attention, why)
      }
      throw CommandFailure(failure.exitStatus, failure.description)
    }
  }

  /// Why the archive lacks bytes on purpose; nil where it should have them.
  private func absence(
    of digest: String, _ ledger: any LedgerReader, _ paths: StatePaths
  ) throws -> String? {
    let originals = OriginalBytes(paths)
    guard try !originals.holds(digest) else { return nil }
    var job = id
    if case .found(let row) = try ledger.article(id: id) { job = row.jobID }
    if case .found(let row) = try ledger.job(id: job) {
      job = row.id
      let aside = paths.quarantine.appending(job)
      if row.outcome == .quarantined, (try? POSIXFileSystem().exists(aside)) == true {
        return
          "the file of \(TerminalText.safe(id)) was set aside (\(row.reason ?? "quarantined")) and lies in"
          + " \(aside.printable), not in the archive; see: winnow quarantine"
      }
    }
    let removal = try ledger.removals(limit: .max).first {
      $0.id == id || $0.id == job || $0.id.hasPrefix(job + "-")
    }
    if let removal {
      return
        "\(TerminalText.safe(id)) was forgotten (\(TerminalText.safe(removal.why))): its bytes are kept no"
        + " more"
    }
    if try originals.hasExpired() {
      return
        "the bytes of \(TerminalText.safe(id)) may have expired (spool.keep_originals): the archive has them"
        + " no more"
    }
    return nil
  }
}
