import Foundation
import State
import Storage
import Testing
@testable import WinnowCommands

@Suite struct FilesInTests {
  @Test("put writes a file below the inbox under the source's name, with the bytes as they are")
  func put() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.txt", [0x61, 0xFF, 0x00, 0x62])
    let run = try await winnow(
      "put", file, "--source", "wire", "--state", folder.path("state"))
    #expect(run.status == .success)
    #expect(run.output == "\(file) handed over as wire/a.txt\n")
    let taken = try Data(contentsOf: folder.url("state/spool/inbox/wire/a.txt"))
    #expect(Array(taken) == [0x61, 0xFF, 0x00, 0x62])
  }

  @Test("ingest takes the configuration: state and originals go where it says")
  func ingestConfigured() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.html", SampleFiles.page)
    let config = try folder.write(
      "winnow.yaml",
      """
      spool:
        path: \(folder.path("spool"))
      state:
        path: \(folder.path("elsewhere"))
      """)
    let run = try await winnow("ingest", file, "--config", config)
    #expect(run.status == .success, "\(run.error)")
    #expect(FileManager.default.fileExists(atPath: folder.path("spool/archive/0000000")))
    #expect(try await winnow("audit", "--config", config).status == .success)
    let variable = try await CommandRun.of(
      ["export"], environment: ["WINNOW_STATE": folder.path("other")])
    #expect(variable.status == .cannotTell)
    let other = try await CommandRun.of(
      ["ingest", file], environment: ["WINNOW_STATE": folder.path("other")])
    #expect(other.status == .success, "\(other.error)")
  }

  @Test("put names the file that it could not hand over, hands over the others, and ends with 1")
  func putMissing() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.txt", "text")
    try folder.makeInbox()
    let run = try await winnow(
      "put", folder.path("none"), file, "--state", folder.path("state"))
    #expect(run.status == .attention)
    #expect(run.error.contains("none: not handed over"))
    #expect(FileManager.default.fileExists(atPath: folder.path("state/spool/inbox/a.txt")))
  }

  @Test("preview prints an article, and for a refused file its reason and remedy, and ends with 1")
  func preview() async throws {
    let folder = try TemporaryFolder()
    let empty = try folder.write("empty.txt", "")
    let page = try folder.write("page.html", SampleFiles.page)
    let run = try await winnow("preview", empty, page)
    #expect(run.status == .attention)
    #expect(run.lines[0] == "\(empty): rejected: empty")
    #expect(run.output.contains("Look at the scraper"))
    #expect(run.lines.contains("Ferry line to Corvane opens"))
    #expect(run.output.contains("published  2031-03-05T10:00:00Z (zone given"))
    #expect(run.output.contains("by         Ada Quill"))
  }

  @Test("preview --json prints one object for every file, refused ones too, and ends with 0")
  func previewJSON() async throws {
    let folder = try TemporaryFolder()
    let empty = try folder.write("empty.txt", "")
    let lines = try folder.write("many.jsonl", SampleFiles.lines)
    let run = try await winnow("preview", "--json", empty, lines)
    #expect(run.status == .success)
    let objects = try run.objects()
    #expect(
      objects.map { $0["outcome"] as? String } == ["rejected", "indexed", "indexed", "indexed"])
    #expect(objects[0]["reason"] as? String == "empty")
    #expect(objects[1]["headline"] as? String == "Harvest of the Tarn valley")
  }

  @Test("preview of a name that is no file says so, and does not stop at it")
  func previewMissing() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.txt", SampleFiles.story("Ellison", "48,000"))
    let run = try await winnow("preview", "--json", folder.path("none"), file)
    #expect(try run.objects().map { $0["reason"] as? String } == ["no-such-file", nil])
  }

  @Test("--files-from takes one path a line, behind those on the command line")
  func filesFrom() async throws {
    let folder = try TemporaryFolder()
    let first = try folder.write("z.txt", SampleFiles.story("Ellison", "48,000"))
    let second = try folder.write("a.html", SampleFiles.page)
    let list = try folder.write("list", second + "\n")
    let run = try await winnow("preview", "--json", first, "--files-from", list)
    let files = try run.objects().map { ($0["provenance"] as? [String: Any])?["file"] as? String }
    #expect(files == [first, second])
  }

  @Test("a command for files that is given none ends with 2 and says how to name some")
  func noFiles() async throws {
    let run = try await winnow("preview")
    #expect(run.status == .usage)
    #expect(run.error == "winnow: name files or folders, or give --files-from LIST\n")
  }

  @Test("ingest takes a folder's files by name, counts outcomes, and passes over what it has done")
  func ingestTwice() async throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("in/b.txt", SampleFiles.story("Ellison", "48,000"))
    _ = try folder.write("in/sub/a.html", SampleFiles.page)
    _ = try folder.write("in/.hidden.txt", SampleFiles.story("Tarn", "7"))
    let words = ["ingest", folder.path("in"), "--state", folder.path("state")]
    let first = try await CommandRun.of(words)
    #expect(first.status == .success)
    #expect(first.error == "2 files: 2 indexed\n")
    #expect(first.output.isEmpty)
    let second = try await CommandRun.of(words)
    #expect(second.status == .success)
    #expect(second.error.contains("2 done before"))
  }

  @Test("ingest names a file that is not there, takes the others, and ends with 1")
  func ingestMissing() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.txt", SampleFiles.story("Ellison", "48,000"))
    let run = try await winnow(
      "ingest", file, folder.path("none"), "--state", folder.path("state"))
    #expect(run.status == .attention)
    #expect(run.error.contains("there is no such file; it was passed over"))
    #expect(run.error.contains("1 file: 1 indexed"))
  }

  @Test("a setting that cannot be read ends ingest with 78 before it makes a state")
  func badSetting() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.txt", "text")
    let config = try folder.write("bad.yaml", "intake: {setle: 2s}\n")
    for words in [["status", "--config", config], ["put", file, "--config", config]] {
      let run = try await CommandRun.of(words)
      // Status needs to know where things lie and nothing else.
      #expect(run.status == (words[0] == "put" ? .configuration : .daemonDown))
      #expect(run.error.contains("unknown key \"intake.setle\"; did you mean \"intake.settle\"?"))
    }
  }

  @Test("preview and put read standard input where the file is -")
  func standardInput() async throws {
    let folder = try TemporaryFolder()
    let seen = try await winnow("preview", "--json", "-", input: SampleFiles.page)
    let article = try #require(try seen.objects().first)
    #expect(article["headline"] as? String == "Ferry line to Corvane opens")
    #expect((article["provenance"] as? [String: Any])?["file"] as? String == "-")
    let put = try await winnow(
      "put", "-", "--source", "quay", "--state", folder.path("state"), input: SampleFiles.page)
    #expect(put.status == .success, "\(put.error)")
    let bytes = try Data(contentsOf: folder.url("state/spool/inbox/quay/standard-input"))
    #expect(bytes == Data(SampleFiles.page.utf8))
  }

  @Test("put that finds no inbox says what to do, and one that finds no room ends with 75")
  func noInbox() async throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("state/spool", "a file where the spool should be")
    let file = try folder.write("page.html", SampleFiles.page)
    let run = try await winnow("put", file, "--state", folder.path("state"))
    #expect(run.status == .attention)
    #expect(run.error.contains("start winnowd once"))
    let full = PipelineFailure(
      StorageError(operation: .write, path: FilePath("/spool/x"), errno: .noSpace))
    #expect(full.exitStatus == .tryLater)
    #expect(full.description.contains("nothing is lost"))
  }
}
