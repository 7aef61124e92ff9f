extension StatusReport {
  /// What lies in the inbox.
  package struct Inbox: Codable, Sendable, Equatable {
    /// Files that wait to be taken.
    package var waiting = 0
    /// Files under a temporary name: being written, or left behind.
    package var temporary = 0
    /// Age of the oldest temporary name, in seconds.
    package var oldestTemporarySeconds: Int64?
    /// Files that cannot be moved out; they stay where they are until somebody helps.
    package var stuck = 0
    /// Some of them, each with what to do.
    package var stuckFiles: [StuckFile] = []
    /// Folders that cannot be read, each in a sentence.
    package var unreadableFolders: [String] = []
    /// Folders without a watch: files in them are found by the rescan only.
    package var unwatchedFolders = 0

    package init() {}
  }

  /// A file that cannot be moved out of the inbox.
  package struct StuckFile: Codable, Sendable, Equatable {
    /// The path below the inbox.
    package var path: String
    package var reason: String
    package var detail: String
    package var remedy: String

    package init(path: String, reason: String, detail: String, remedy: String) {
      self.path = path
      self.reason = reason
      self.detail = detail
      self.remedy = remedy
    }
  }
}
