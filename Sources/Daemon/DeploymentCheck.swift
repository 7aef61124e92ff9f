package import Configuration
internal import DropFolder
internal import Glibc
internal import Sockets
internal import State
internal import Storage

/// `winnowd --check`: reads the configuration, tests folders and permissions, says what it means.
package struct DeploymentCheck: Sendable {
  private let deployment: Deployment
  private let cluster: (any ClusterMembership)?

  /// `cluster`: What makes the daemon a node; nil on a single machine.
  package init(deployment: Deployment, cluster: (any ClusterMembership)? = nil) {
    self.deployment = deployment
    self.cluster = cluster
  }

  /// Prints a line a finding and returns how many of them are problems.
  package func run(_ print: (String) -> Void) -> Int {
    var problems = 0
    let files = POSIXFileSystem()
    print("configuration: in order")
    for notice in deployment.settings.notices { print("  note: \(notice)") }
    for setting in Setting.all {
      print("  \(setting.name): \(setting.text(in: deployment.settings))  (\(setting.summary))")
    }
    func test(
      _ what: String, _ remedy: String, _ body: () throws -> Void,
      isBorne: (any Error) -> Bool = { _ in false }
    ) {
      do {
        try body()
        print("\(what): in order")
      } catch  where isBorne(error) {
        print("\(what): \(error)\n  The daemon that runs here waits for it.")
      } catch {
        problems += 1
        print("\(what): \(error)\n  \(remedy)")
      }
    }
    let spool = Spool(root: deployment.paths.spool)
    test("spool \(spool.root.printable)", "Give the daemon's user the folder, on one mount.") {
      try spool.prepare(files)
      try spool.verifyRename(files)
    }
    test("state \(deployment.paths.state.printable)", "Give the daemon's user the folder.") {
      try files.makeFolders(deployment.paths.state)
      let probe = deployment.paths.state.appending(".winnow-check")
      try files.replaceFile(probe, with: [])
      try files.remove(probe)
    }
    test("files of the state", "Give them to the daemon's user: chown -R.") {
      try Self.openAll(in: deployment.paths.state, files, but: deployment.paths.spool)
    }
    for one in cluster?.tests() ?? [] {
      test(one.what, one.remedy, one.body) { one.passes($0) && isRunning(files) }
    }
    test("control.socket", "Choose a shorter path.") {
      try ListeningSocket.check(path: deployment.socket.string)
    }
    // As at the start, which goes on.
    if let group = deployment.settings.changeGroup, ChangeRight.groupID(group) == nil {
      print(
        "control.group: there is no group \(group), so only root and the service's user may change anything"
          + "\n  Make it: groupadd --system \(group)")
    }
    if let unknown = StateHealth.unknownArchive(deployment.paths, on: files) {
      problems += 1
      print("archive: \(unknown)")
    }
    problems += checkInbox(spool, files, print)
    print(
      problems == 0
        ? "ready to run"
        : "\(problems) \(problems == 1 ? "problem; mend it" : "problems; mend them") and check again"
    )
    return problems
  }

  /// Whether a daemon works on the state: a reload checks first, and is no start.
  private func isRunning(_ files: POSIXFileSystem) -> Bool {
    guard case .held = try? files.sharedLock(deployment.paths.stateLock) else { return false }
    return true
  }

  /// Opens a file, unless a daemon that works meanwhile has removed it.
  private static func openForWriting(_ path: FilePath, _ files: POSIXFileSystem) throws {
    do throws(StorageError) {
      _ = try files.open(path, .readWrite)
    } catch {
      if error.errno != .noSuchFileOrDirectory { throw error }
    }
  }

  /// Opens every file below a folder as the daemon will, and throws at the first that it could not.
  private static func openAll(
    in folder: FilePath, _ files: POSIXFileSystem, but spool: FilePath
  ) throws {
    for entry in try files.entries(of: folder) {
      let path = folder.appending(name: entry.name)
      switch entry.kind {
      case .folder where path != spool: try openAll(in: path, files, but: spool)
      case .regular: try openForWriting(path, files)
      default: break
      }
    }
  }

  /// The rules that let scrapers of the group hand files over: setgid, group-writable, not sticky.
  private func checkInbox(
    _ spool: Spool, _ files: POSIXFileSystem, _ print: (String) -> Void
  ) -> Int {
    guard let status = try? files.status(of: spool.inbox) else { return 0 }
    var remarks: [String] = []
    if status.permissions & 0o1000 != 0 {
      remarks.append("it is sticky: files of other users cannot be moved out; run: chmod -t")
    }
    if status.permissions & 0o2000 == 0 {
      remarks.append("it is not setgid: files keep their scraper's group; run: chmod g+s")
    }
    for remark in remarks { print("inbox \(spool.inbox.printable): \(remark)") }
    // Only the sticky bit stops the work; without setgid a daemon of the same user still works.
    return status.permissions & 0o1000 != 0 ? 1 : 0
  }
}
