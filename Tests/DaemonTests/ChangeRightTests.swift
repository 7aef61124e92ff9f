import Glibc
import Testing
import WebServer

@testable import Daemon

/// Who may have the daemon change something.
@Suite struct ChangeRightTests {
  /// A user and a group that nobody has.
  private let stranger = PeerCredentials(userID: 4_000_000_001, groupIDs: [4_000_000_002])

  @Test("root and the daemon's own user may; a stranger, and who cannot be told, may not")
  func users() {
    let right = ChangeRight(group: nil)
    #expect(right.includes(PeerCredentials(userID: 0, groupIDs: [])))
    #expect(right.includes(PeerCredentials(userID: geteuid(), groupIDs: [])))
    #expect(!right.includes(stranger))
    #expect(!right.includes(nil))
  }

  @Test("a member of the configured group may; a group that is not there has no members")
  func group() throws {
    let daemon = try #require(ChangeRight.groupID("daemon"))
    var member = stranger
    member.groupIDs.insert(daemon)
    #expect(ChangeRight(group: "daemon").includes(member))
    #expect(!ChangeRight(group: "daemon").includes(stranger))
    #expect(!ChangeRight(group: nil).includes(member))
    #expect(!ChangeRight(group: "no-such-group-here").includes(member))
    #expect(ChangeRight.groupID("no-such-group-here") == nil)
  }
}
