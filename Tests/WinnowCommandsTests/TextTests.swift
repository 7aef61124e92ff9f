import Testing
import WinnowCommands

@Suite struct TextTests {
  @Test("repair takes standard input, and a file, and prints repaired text")
  func repair() async throws {
    let damaged = "The cafÃ© on the RhÃ´ne’s bank is open, said ZoÃ«."
    let sound = "The café on the Rhône’s bank is open, said Zoë."
    let fromInput = try await winnow("repair", input: damaged)
    #expect(fromInput.status == .success)
    #expect(fromInput.output == sound)
    let folder = try TemporaryFolder()
    let file = try folder.write("a.txt", damaged)
    #expect(try await winnow("repair", file).output == sound)
  }

  @Test(
    "repair leaves sound text alone to the last byte",
    arguments: [
      "", "\n", "plain text\n", "São Paulo, Ångström, 20 °C ©\n", "naïve café — „Zitat“\n",
    ])
  func repairSound(_ text: String) async throws {
    #expect(try await winnow("repair", input: text).output == text)
  }

  @Test("repair --json-lines keeps order and ids, lists repairs, names a bad line and ends with 1")
  func repairLines() async throws {
    let lines = #"""
      {"id":7,"text":"cafÃ©"}

      no object
      {"id":"b","text":"sound"}
      """#
    let run = try await winnow("repair", "--json-lines", input: lines)
    #expect(run.status == .attention)
    #expect(run.error.contains("line 3 is not a JSON object with a \"text\" string; left out"))
    let objects = try run.objects()
    #expect(objects.map { $0["text"] as? String } == ["café", "sound"])
    #expect(objects[0]["id"] as? Int == 7)
    #expect(objects[1]["id"] as? String == "b")
    let repair = try #require((objects[0]["repairs"] as? [[String: Any]])?.first)
    #expect(repair["before"] as? String == "Ã©")
    #expect(repair["after"] as? String == "é")
  }

  @Test("detect names each file's encoding; what cannot be read is named, and the rest goes on")
  func detect() async throws {
    let folder = try TemporaryFolder()
    let latin = try folder.write(
      "l.txt", "Das Rathaus \u{e4}ndert die T\u{fc}r.".unicodeScalars.map { UInt8($0.value) })
    let utf8 = try folder.write("u.txt", "Das Rathaus ändert die Tür.")
    let run = try await winnow("detect", latin, folder.path("none"), utf8)
    #expect(run.status == .attention)
    #expect(run.lines.count == 2)
    #expect(run.lines[0].lowercased().contains("1252") || run.lines[0].contains("8859"))
    #expect(run.lines[1].contains("UTF-8"))
    #expect(run.error.contains("none"))
    let json = try await winnow("detect", "--json", utf8).objects()
    #expect(json.first?["file"] as? String == utf8)
    #expect(json.first?["encoding"] as? String == "UTF-8")
    #expect(json.first?["confidence"] is Double)
    #expect(json.first?["source"] is String)
  }

  @Test("a file that is not there ends repair with an error that names it")
  func missing() async throws {
    let run = try await winnow("repair", "/nothing/here")
    #expect(run.status != .success)
    #expect(run.error.contains("/nothing/here"))
    #expect(run.output.isEmpty)
  }
}
