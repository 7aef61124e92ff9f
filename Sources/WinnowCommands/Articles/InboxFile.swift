import Configuration
import ControlAPI
import DropFolder
import FoundationEssentials
import Glibc
import State
import Storage

/// A file or folder in the inbox that the daemon does not take, for `winnow explain PATH`.
struct InboxFile {
  /// What stands in the way and what to do; nil where nothing does, or it does not lie in the inbox.
  let lines: [String]?

  /// `path`: Below the inbox, or from the root or the working folder.
  init(_ path: FilePath, of deployment: Deployment) {
    let whole = Self.whole(path)
    let inbox = Array(Self.whole(deployment.paths.inbox).string.utf8) + [UInt8(ascii: "/")]
    var inner = path.bytes
    let isInInbox = whole.bytes.starts(with: inbox) && whole.bytes.count > inbox.count
    if isInInbox { inner = Array(whole.bytes.dropFirst(inbox.count)) }
    let text = String(decoding: inner, as: UTF8.self)
    let report = Self.report(deployment)
    if let file = (report?.inbox.stuckFiles ?? []).first(where: {
      $0.path == text || text.hasPrefix($0.path + "/") || $0.path.hasPrefix(text + "/")
    }) {
      lines = ["\(file.path): stuck (\(file.reason))", file.detail, file.remedy]
    } else if isInInbox, Spool.isTemporary(FilePath(bytes: inner).nameBytes) {
      lines = [
        "Its name says that it is still being written, so it is never taken.",
        "Rename it so that it neither begins with a dot nor ends in .tmp or .part.",
      ]
    } else if isInInbox, let disk = report?.disk, disk.freeBytes < disk.lowWaterBytes {
      lines = ["It waits, as all others do.", report?.message ?? ""]
    } else {
      lines = nil
    }
  }

  /// The path from the root, with the links of its folders followed: a file may be named in many ways.
  private static func whole(_ path: FilePath) -> FilePath {
    var path = path
    if path.isRelative, let here = unsafe getcwd(nil, 0) {
      path = unsafe FilePath(String(cString: here)).pushing(path)
      unsafe free(here)
    }
    path = path.lexicallyNormalized()
    guard let folder = unsafe realpath(path.parent.string, nil) else { return path }
    defer { unsafe free(folder) }
    return unsafe FilePath(String(cString: folder)).appending(name: path.nameBytes)
  }

  /// What the running daemon says; nil where none answers.
  private static func report(_ deployment: Deployment) -> StatusReport? {
    (try? ControlClient(socketPath: deployment.socket.string).get("/status"))
      .flatMap { try? StatusReport(json: Data($0)) }
  }
}
