import Model
import Testing

@testable import State

@Suite struct EndingTests {
  private func progress(indexed: Int = 0, duplicate: Int = 0) -> Progress {
    Progress(job: "J", indexedCount: indexed, duplicateCount: duplicate)
  }

  @Test("a file that yielded anything new is indexed, whatever else was refused in it")
  func newArticle() {
    let ending = Ending(of: progress(indexed: 1, duplicate: 3), refusal: .empty)
    #expect(ending.outcome == .indexed)
    #expect(ending.refusal == nil)
  }

  @Test("a file of copies only is a duplicate")
  func copies() {
    #expect(Ending(of: progress(duplicate: 2), refusal: .empty).outcome == .duplicate)
  }

  @Test("a file without an article is refused for the reason that its reader gave")
  func refused() {
    let ending = Ending(of: progress(), refusal: .empty)
    #expect(ending.outcome == .rejected)
    #expect(ending.refusal == .empty)
  }

  @Test("what was set aside stays set aside, also when articles came of it before")
  func quarantined() {
    let ending = Ending(of: progress(indexed: 1), refusal: .tookTooLong)
    #expect(ending.outcome == .quarantined)
    #expect(ending.refusal == .tookTooLong)
  }

  @Test("a recorded outcome that its refusal contradicts is no ending")
  func contradiction() {
    #expect(Ending(recorded: .indexed, .empty) == nil)
    #expect(Ending(recorded: .rejected, .empty) == .refused(.empty))
  }
}
