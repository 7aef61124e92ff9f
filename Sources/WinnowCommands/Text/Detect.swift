import ArgumentParser
import JSONTree
import Presentation
import Storage

struct Detect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell the character encoding of files, and how sure that is.",
    discussion: HelpText.with(
      examples: [
        ("winnow detect old.txt", "The encoding, and how sure that is."),
        ("winnow detect --json *.txt | jq -r .encoding", "For programs, one line a file."),
      ]))

  @Argument(
    help: ArgumentHelp("The files; - is standard input.", valueName: "file"), completion: .file())
  var files: [String]
  @Flag(help: "One JSON object a line.") var json = false

  func run() throws {
    var failed = false
    let filter = TextFilter()
    for file in files {
      do {
        let found = filter.detect(try Input.bytes(of: file))
        if json {
          var writer = JSONWriter()
          writer.beginObject()
          writer.member("file", String(decoding: RawArguments.bytes(of: file), as: UTF8.self))
          writer.member("encoding", found.encoding)
          writer.key("confidence")
          writer.number(found.confidence)
          writer.member("source", found.source)
          writer.endObject()
          writer.endLine()
          Output.write(writer.take())
        } else {
          let percent = Int((found.confidence * 100).rounded())
          Output.line(
            "\(TerminalText.safe(RawArguments.bytes(of: file))): \(found.encoding) (\(percent) %, \(found.source))"
          )
        }
      } catch let error as StorageError {
        Output.printError("\(error)")
        failed = true
      } catch let error as CommandFailure {
        Output.printError(error.message)
        failed = true
      }
    }
    if failed { throw CommandFailure(.attention) }
  }
}
