import Formats
import Model
import Testing

@Suite("Texts for programs")
struct SourceTextTests {
  @Test(
    "code, style sheets, calendars, playlists, logs and figures are refused as what they are",
    arguments: [
      "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSUMMARY:Council\nEND:VEVENT\nEND:VCALENDAR\n",
      "BEGIN:VCARD\nVERSION:3.0\nFN:Ida Fenwick\nEND:VCARD\n", "#EXTM3U\n#EXTINF:10,\na.ts\n",
      "#!/bin/sh\nset -e\nfetch news\n", "WEBVTT\n\n00:01.000 --> 00:04.000\nGood evening.\n",
      "198.51.100.7 - - [03/Feb/2031:08:00:00 +0000] \"GET /pier HTTP/1.1\" 200 512\n"
        + "198.51.100.7 - - [03/Feb/2031:08:00:02 +0000] \"GET /quay HTTP/1.1\" 404 12\n",
      "day;visits;share\n1;14;2,5\n2;9;3,25\n",
      "/* pier */\nh1 { margin: 0; }\n@media print {\n  nav { display: none; }\n}\n",
      "from pier import quay\n\nclass Boat:\n    def moor(self, berth):\n        self.berth = berth\n",
      "const quay = require('quay');\nfunction moor(berth) {\n  return quay.at(berth);\n}\n",
      "FROM debian:13\nCOPY pier /usr/bin/pier\nENTRYPOINT [\"/usr/bin/pier\"]\n",
      String(repeating: "0a", count: 32) + "  a.html\n" + String(repeating: "1b", count: 32)
        + "  b.html\n",
      "MD5 (a.html) = " + String(repeating: "0a", count: 16) + "\n",
      "# sellers\nads.example, 1234, DIRECT, f00\nads.example, 77, RESELLER\nCONTACT=a@a.example\n",
      "# Netscape HTTP Cookie File\n\n.a.example\tTRUE\t/\tFALSE\t1823000000\tsid\tf00\n",
      "pier==2.19.0\nquay[deck]>=5\nrequests\n-r more.txt\n",
      "(function(){var a=quay.find(\"b\");a.on(\"c\",function(d){d.stop()})})();\n",
    ])
  func refused(text: String) throws {
    #expect(refusal(of: Array(text.utf8))?.reason == .notAPage)
  }

  @Test(
    "what people write is read, with braces, figures and words of code in it",
    arguments: [
      "from the quay\n\n" + prose.joined(separator: "\n\n"),
      "Pier==quay, the sign said.\n\n" + prose.joined(separator: "\n\n"),
      "(function over form) The pier\n\n" + prose.joined(separator: "\n\n"),
      "# Netscape remembered\n\n" + prose.joined(separator: "\n\n"),
      "The pier {and the quay}\n\n" + prose.joined(separator: "\n\n") + "\n\nA {note}: of stone;\n",
      "var pier = [\n{\"title\": \"Pier repairs begin\",\n\"text\": \"" + prose[0] + "\"}\n];\n",
    ])
  func read(text: String) throws {
    #expect(try readAll(Array(text.utf8)).records.contains { $0.refusal == nil })
  }
}
