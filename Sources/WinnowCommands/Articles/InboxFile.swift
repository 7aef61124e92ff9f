import Configuration
import ControlAPI
import DropFolder
import FoundationEssentials
import State
import Storage

/// A file or folder in the inbox that the daemon does not take, for `winnow explain PATH`.
struct InboxFile {
  /// What stands in the way and what to do; nil where nothing does, or it does not lie in the inbox.
  let lines: [String]?

  /// `path`: Below the inbox, or from the root or the working folder.
  init(_ path: FilePath, of deployment: Deployment) {
    let inbox = Array(deployment.paths.inbox.string.utf8) + [UInt8(ascii: "/")]
    var inner = path.bytes
    if inner.starts(with: inbox) { inner.removeFirst(inbox.count) }
    let isInInbox = inner.count < path.bytes.count
    let text = String(decoding: inner, as: UTF8.self)
    if let file = Self.stuckFiles(deployment).first(where: {
      $0.path == text || text.hasPrefix($0.path + "/") || $0.path.hasPrefix(text + "/")
    }) {
      lines = ["\(file.path): stuck (\(file.reason))", file.detail, file.remedy]
    } else if isInInbox, Spool.isTemporary(FilePath(bytes: inner).nameBytes) {
      lines = [
        "Its name says that it is still being written, so it is never taken.",
        "Rename it so that it neither begins with a dot nor ends in .tmp or .part.",
      ]
    } else {
      lines = nil
    }
  }

  /// What the running daemon says; none where no daemon answers.
  private static func stuckFiles(_ deployment: Deployment) -> [StatusReport.StuckFile] {
    guard let answer = try? ControlClient(socketPath: deployment.socket.string).get("/status"),
      let report = try? StatusReport(json: Data(answer))
    else { return [] }
    return report.inbox.stuckFiles
  }
}
