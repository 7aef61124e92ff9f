import ArgumentParser
import Configuration
import Maintenance
import Presentation
import State
import Storage

struct BackUp: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the state to a folder, also beside a running daemon; what is there is kept.",
    discussion: HelpText.with(
      """
      The folder holds one backup, the newest: run it again, and only what is new is copied. It may be \
      ended and run again at any moment. See docs/BACKUP.md.
      """,
      examples: [
        (
          "winnow backup /mnt/backup/winnow",
          "Everything the first time, what is new from then on."
        ),
        (
          "winnow backup /mnt/backup/winnow --verify",
          "Reads what is there, and names what is damaged."
        ),
      ]))

  @Argument(
    help: ArgumentHelp("The backup's folder; made when it is not there.", valueName: "dir"),
    completion: .directory)
  var folder: String
  @Flag(help: "Read the backup instead, and name each file that is damaged or gone.")
  var verify = false
  @OptionGroup var stateOptions: StateOptions

  func run() async throws {
    let folder = FilePath(argument: self.folder)
    if verify { return try check(folder) }
    let backup = Backup(paths: try stateOptions.deployment().paths, to: folder)
    let summary = try await reportingAsyncFailure {
      try await backup.run { if Output.isErrorTerminal { Output.printError($0) } }
    }
    for name in summary.leftOut {
      Output.line("left out: quarantine/\(name), which is a link, a pipe or a device")
    }
    for line in summary.damaged { Output.line("damaged: \(TerminalText.safe(line))") }
    Output.line(
      "the state up to record \(summary.last) is in \(folder.printable):"
        + " \(Output.count(summary.originalCount, "original")),"
        + " \(Output.count(summary.fileCount, "file")) in work or set aside;"
        + " \((summary.writtenByteCount + 1_023) / 1_024) KiB were new")
    if !summary.damaged.isEmpty {
      throw CommandFailure(
        .attention,
        "the archive has lost what is listed; stop winnowd and run: winnow audit, which names the files."
          + " Where the backup has kept them, winnow restore \(folder.printable) --state FOLDER gets them back"
      )
    }
  }

  private func check(_ folder: FilePath) throws {
    let report = try reportingFailure {
      try BackupCheck(of: folder).run { if Output.isErrorTerminal { Output.printError($0) } }
    }
    for line in report.damage { Output.line(line) }
    if !report.damage.isEmpty {
      throw CommandFailure(
        .damaged,
        "\(Output.count(report.damage.count, "file")) of the backup must be copied again: remove what is"
          + " named, then run: winnow backup \(folder.printable)")
    }
    Output.line(
      "\(Output.count(report.pieceCount, "piece")) and"
        + " \(Output.count(report.originalCount, "original")) read back as they were copied.")
  }
}
