import Testing

@testable import Configuration

/// Commands that messages name are about the state that the caller has named.
@Suite struct CallerOptionsTests {
  @Test(
    "a command gets the options behind its name, wherever it stands in the message",
    arguments: [
      ("Run: winnow rebuild", "Run: winnow rebuild --state /s"),
      (
        "Run: winnow journal verify, then winnow journal salvage",
        "Run: winnow journal verify --state /s, then winnow journal salvage --state /s"
      ),
      ("winnow forget --job J takes all", "winnow forget --state /s --job J takes all"),
      ("see: winnow quarantine", "see: winnow quarantine --state /s"),
      ("Start it with: systemctl start winnowd", "Start it with: winnowd --state /s"),
      ("winnow rebuild --state /s", "winnow rebuild --state /s"),
      // No commands: a verb behind the name, a longer word, the daemon.
      (
        "what winnow reads, winnow statuses, winnowd", "what winnow reads, winnow statuses, winnowd"
      ),
    ])
  func texts(_ message: String, _ expected: String) {
    #expect(CallerOptions(state: "/s").text(message) == expected)
    #expect(CallerOptions().text(message) == message)
  }

  @Test("names are quoted as a shell wants them; the usual configuration needs no naming")
  func words() {
    #expect(CallerOptions(state: "/a b").words == ["--state", "'/a b'"])
    #expect(CallerOptions(state: "/a'b").words == ["--state", #"'/a'\''b'"#])
    #expect(CallerOptions(config: "/etc/winnow/winnow.yaml").words.isEmpty)
    #expect(CallerOptions(config: "w.yaml").words == ["--config", "w.yaml"])
  }
}
