import Diagnostics
import Importing
import Testing

@Suite struct CSVReaderTests {
  static let table: [(text: String, records: [[String]])] = [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
    ("\u{FEFF}a;b\n1;2", [["a", "b"], ["1", "2"]]),
    ("a\tb\n1,5\t2", [["a", "b"], ["1,5", "2"]]),
    ("a|b\n1|", [["a", "b"], ["1", ""]]),
    ("\n\r\na,b\n\n1,2\n\n", [["a", "b"], ["1", "2"]]),
    ("a\n\"x, \"\"y\"\"\"\n", [["a"], ["x, \"y\""]]),
    ("a,b\n\"one\ntwo\r\nthree\",2\n", [["a", "b"], ["one\ntwo\r\nthree", "2"]]),
    ("a,b\n\"\",\"\"\"\"\n", [["a", "b"], ["", "\""]]),
    ("a,b\n\"x\" ,y\n", [["a", "b"], ["x", "y"]]),
    ("a,b\n5\" pipe,y\n", [["a", "b"], ["5\" pipe", "y"]]),
    ("\"a;x\",b,c\n1,2,3", [["a;x", "b", "c"], ["1", "2", "3"]]),
    ("a\n1,2,3\n", [["a"], ["1", "2", "3"]]),
    ("ä,€\n\u{1F600},e\u{301}", [["ä", "€"], ["\u{1F600}", "e\u{301}"]]),
    ("", []),
    ("\u{FEFF}", []),
  ]

  @Test("fields, quotes and line ends, whatever the size of a chunk", arguments: table.indices)
  func fields(_ index: Int) throws {
    let (text, expected) = CSVReaderTests.table[index]
    #expect(try records(text) == expected)
    for size in 4...12 { #expect(try records(text, chunkSize: size) == expected) }
  }

  @Test func linesOfRecordsAreCounted() throws {
    let text = "a,b\r\n\r\n\"x\ny\r\nz\rq\",1\r\n2,3\r4,5"
    for size in [4, 5, 7, 64] {
      var reader = try CSVReader(bytes: Array(text.utf8), name: "x", chunkSize: size)
      var lines: [Int] = []
      while try reader.advance() { lines.append(reader.line) }
      #expect(lines == [1, 3, 7, 8])
    }
  }

  @Test func textBehindAClosingQuoteIsMarked() throws {
    var reader = try CSVReader(bytes: Array("a,b\n1,\"x\"y\n".utf8), name: "x")
    _ = try reader.advance()
    #expect(reader.strayField == nil)
    _ = try reader.advance()
    #expect(reader.strayField == 1)
  }

  @Test(
    "faults name their place",
    arguments: [
      ("a,b\n1,\"x\ny", "I103 x.csv, line 2, column 3"),
      ("a,b\n1,x\u{0}", "I113 x.csv, line 2, column 4"),
      ("a,b\n\"1\nä\u{0}\",x", "I113 x.csv, line 3, column 2"),
    ])
  func faults(_ text: String, _ expected: String) {
    do {
      _ = try records(text)
      Issue.record("no fault in \(text)")
    } catch {
      #expect("\(error.code.rawValue) \(error.message)".hasPrefix(expected + ":"))
    }
  }

  @Test(
    "bytes that are not UTF-8 name their place",
    arguments: [
      ([0x61, 0x0A, 0xC3, 0xA4, 0xE4, 0x62], "line 2, column 2", "E4"),
      ([0x61, 0x0A, 0x22, 0x62, 0x0A, 0xFF, 0x22], "line 3, column 1", "FF"),
      ([0xFF, 0xFE, 0x61], "line 1, column 1", "FF"),
      ([0x61, 0x0A, 0xED, 0xA0, 0x80], "line 2, column 1", "ED"),
      ([0x61, 0x0A, 0xC0, 0x80], "line 2, column 1", "C0"),
      ([0x61, 0x0A, 0xE2, 0x82], "line 2, column 1", "E2"),
    ])
  func notUTF8(_ bytes: [UInt8], _ place: String, _ byte: String) {
    do {
      var reader = try CSVReader(bytes: bytes, name: "x.csv")
      while try reader.advance() {}
      Issue.record("no fault in \(bytes)")
    } catch {
      #expect(error.code == .notUTF8)
      #expect(error.message == "x.csv, \(place): the byte \(byte) is not UTF-8 text")
    }
  }

  @Test func limits() {
    let field = String(repeating: "x", count: CSVReader.fieldLimit)
    #expect(code { _ = try records("a\n" + field) } == "none")
    #expect(code { _ = try records("a\n" + field + "x") } == "I104")
    #expect(code { _ = try records("a\n\"" + field + "x\"") } == "I104")
    let line = String(repeating: field + ",", count: 17)
    #expect(code { _ = try records("a\n" + line) } == "I104")
  }

  @Test func everyTruncationEndsInRecordsOrAnError() {
    let sample = "\u{FEFF}nr;\"na\"\"me\";d\r\n1;\"Ä\r\nö\";2\r\n\r\n\"3\"x;;€\n"
    let bytes = Array(sample.utf8)
    var errors = 0
    for count in 0...bytes.count {
      for size in [4, 5, 6, 1 << 10] {
        do {
          var reader = try CSVReader(bytes: Array(bytes[..<count]), name: "x", chunkSize: size)
          while try reader.advance() { #expect(reader.fields.count <= 3) }
        } catch {
          #expect([.unclosedField, .notUTF8].contains(error.code))
          errors += 1
        }
      }
    }
    #expect(errors > 0)
  }
}
