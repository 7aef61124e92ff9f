import Foundation
import Logging
import Testing

@testable import Daemon

@Suite struct LogFieldTests {
  private func documented() throws -> [String: String] {
    let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: top.appending(path: "docs/LOGS.md"), encoding: .utf8)
    var found: [String: String] = [:]
    for row in text.matches(of: /\| `([0-9a-f]{32})` \| `([a-zA-Z]+)` \|/) {
      found[String(row.2)] = String(row.1)
    }
    return found
  }

  @Test("the documented ids are the ones that are used, each once")
  func ids() throws {
    let used = Dictionary(
      uniqueKeysWithValues: MessageClass.allCases.map { ($0.rawValue, $0.messageID) })
    #expect(try documented() == used)
    #expect(Set(used.values).count == used.count)
    for id in used.values { #expect(id.wholeMatch(of: /[0-9a-f]{32}/) != nil) }
  }

  @Test("a line has its message, priority, class and fields, and none that nobody named")
  func fields() {
    var metadata = MessageClass.quarantined.metadata
    metadata["JOB"] = "01JD"
    metadata["SOURCE"] = "wire\nPRIORITY=0"
    metadata["stranger"] = "x"
    let fields = JournaldHandler.fields("a file", level: .warning, metadata: metadata)
    #expect(
      Set(fields) == [
        "MESSAGE=a file", "PRIORITY=4", "SYSLOG_IDENTIFIER=winnowd", "JOB=01JD",
        "SOURCE=wire\nPRIORITY=0", "WINNOW_CLASS=quarantined",
        "MESSAGE_ID=\(MessageClass.quarantined.messageID)",
      ])
  }

  @Test("a line elsewhere has local time with the zone's offset, and is one line")
  func line() {
    let line = JournaldHandler.line("a\nb", level: .notice, seconds: 1_700_000_000)
    #expect(
      line.wholeMatch(
        of: /2023-11-1[45] [0-9:]{8}[+-][0-9]{2}:[0-9]{2} winnowd notice: a\\u\{a\}b\n/) != nil,
      "\(line)")
  }

  @Test("the journal is told from a stream that was sent elsewhere")
  func stream() throws {
    let file = try FileHandle(forReadingFrom: URL(filePath: #filePath))
    let status = try FileManager.default.attributesOfItem(atPath: #filePath)
    let inode = try #require(status[.systemFileNumber] as? Int)
    let device = try #require(status[.systemNumber] as? Int)
    let descriptor = file.fileDescriptor
    #expect(JournaldHandler.isJournalStream("\(device):\(inode)", descriptor: descriptor))
    #expect(!JournaldHandler.isJournalStream("\(device):\(inode + 1)", descriptor: descriptor))
    #expect(!JournaldHandler.isJournalStream(nil, descriptor: descriptor))
  }
}
