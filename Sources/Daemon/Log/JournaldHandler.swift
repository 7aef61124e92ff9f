internal import CSystemd
internal import Configuration
internal import Glibc
internal import Logging
internal import Presentation
internal import Synchronization

/// Where the daemon's log goes: journald with fields under systemd, standard error elsewhere.
struct JournaldHandler: LogHandler {
  /// One level for all loggers, so that a reload can change it.
  private static let level = Mutex(Logger.Level.info)

  var metadata: Logger.Metadata = [:]
  private let isJournal: Bool

  /// Sets the process's log up, once.
  static func bootstrap(level: LogLevel) {
    setLevel(level)
    let isJournal = isJournalStream(
      unsafe getenv("JOURNAL_STREAM").map { unsafe String(cString: $0) }, descriptor: STDERR_FILENO)
    LoggingSystem.bootstrap { _ in JournaldHandler(isJournal: isJournal) }
  }

  /// Changes the least severity that is logged.
  static func setLevel(_ level: LogLevel) {
    let fresh: Logger.Level =
      switch level {
      case .debug: .debug
      case .info: .info
      case .notice: .notice
      case .warning: .warning
      case .error: .error
      }
    Self.level.withLock { $0 = fresh }
  }

  init(isJournal: Bool) { self.isJournal = isJournal }

  /// True when `descriptor` is the stream that systemd has named as `DEVICE:INODE`: standard error may have
  /// been sent elsewhere since.
  static func isJournalStream(_ name: String?, descriptor: Int32) -> Bool {
    var status = stat()
    guard let name, unsafe fstat(descriptor, &status) == 0 else { return false }
    return name == "\(status.st_dev):\(status.st_ino)"
  }

  var logLevel: Logger.Level {
    get { Self.level.withLock { $0 } }
    // The level is the process's, not a logger's.
    set { _ = newValue }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let text = event.message.description
    if isJournal {
      send(text, level: event.level, metadata: event.metadata ?? [:])
    } else {
      let line = Array(Self.line(text, level: event.level, seconds: time(nil)).utf8)
      _ = unsafe line.withUnsafeBytes {
        unsafe write(STDERR_FILENO, $0.baseAddress, $0.count)
      }
    }
  }

  /// A line for people: local time with the zone's offset, the level, the text; one line, whatever it holds.
  static func line(_ text: String, level: Logger.Level, seconds: Int) -> String {
    "\(LocalTime.offsetText(seconds: Int64(seconds))) winnowd \(level): \(TerminalText.safe(text))\n"
  }

  /// A line as fields of the journal. Only fields that the daemon names itself are sent.
  static func fields(_ text: String, level: Logger.Level, metadata: Logger.Metadata) -> [String] {
    ["MESSAGE=\(text)", "PRIORITY=\(priority(level))", "SYSLOG_IDENTIFIER=winnowd"]
      + LogField.allCases.compactMap { field in
        metadata[field.rawValue].map { "\(field.rawValue)=\($0)" }
      }
  }

  private func send(_ text: String, level: Logger.Level, metadata: Logger.Metadata) {
    let fields = Self.fields(text, level: level, metadata: metadata)
    let count = fields.count
    unsafe withUnsafeTemporaryAllocation(of: iovec.self, capacity: count) { vectors in
      var copies: [UnsafeMutablePointer<CChar>?] = unsafe []
      for (index, field) in fields.enumerated() {
        let copy = unsafe strdup(field)
        unsafe copies.append(copy)
        unsafe vectors[index] = iovec(iov_base: copy, iov_len: field.utf8.count)
      }
      _ = unsafe sd_journal_sendv(vectors.baseAddress, Int32(count))
      unsafe copies.forEach { unsafe free($0) }
    }
  }

  private static func priority(_ level: Logger.Level) -> Int {
    switch level {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }
}
