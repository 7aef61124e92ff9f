import Foundation
import Formats
import Testing

@Suite("The page of formats")
struct FormatTableTests {
  @Test("docs/FORMATS.md says what the code knows; WINNOW_UPDATE_DOCS=1 writes it anew")
  func page() throws {
    let top = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = top.appendingPathComponent("docs/FORMATS.md")
    // What follows is made by `scripts/test tools --update`.
    let text = try String(contentsOf: file, encoding: .utf8)
    let own = text.range(of: "\n## Tools that were run").map { text[..<$0.lowerBound] } ?? text[...]
    if ProcessInfo.processInfo.environment["WINNOW_UPDATE_DOCS"] != nil {
      try Data((FormatTable.markdown + text.dropFirst(own.count)).utf8).write(to: file)
      return
    }
    #expect(own == FormatTable.markdown)
  }
}
