internal import CSystemd
internal import Glibc
internal import Logging

/// Where the daemon's log goes: journald with fields under systemd, standard error elsewhere.
struct JournalLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level
  private let isJournal: Bool

  /// Sets the process's log up, once.
  static func bootstrap(level: String) {
    let isJournal = unsafe getenv("JOURNAL_STREAM") != nil
    let level = Logger.Level(rawValue: level) ?? .info
    LoggingSystem.bootstrap { _ in JournalLog(logLevel: level, isJournal: isJournal) }
  }

  private init(logLevel: Logger.Level, isJournal: Bool) {
    self.logLevel = logLevel
    self.isJournal = isJournal
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
      let line = Array("winnowd: \(event.level): \(text)\n".utf8)
      _ = unsafe line.withUnsafeBytes {
        unsafe write(STDERR_FILENO, $0.baseAddress, $0.count)
      }
    }
  }

  private func send(_ text: String, level: Logger.Level, metadata: Logger.Metadata) {
    var fields = [
      "MESSAGE=\(text)", "PRIORITY=\(Self.priority(level))", "SYSLOG_IDENTIFIER=winnowd",
    ]
    for (name, value) in metadata { fields.append("WINNOW_\(name.uppercased())=\(value)") }
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
