import Columns
import Diagnostics
import Importing
import Testing

@Suite struct CSVReaderTests {
  static let table: [(text: String, records: [[String]])] = [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
    ("a,b\r1,2\n3,4\r\n5,6\r\r7,8", ["ab", "12", "34", "56", "78"].map { $0.map(String.init) }),
    ("\u{FEFF}a;b\n1;2", [["a", "b"], ["1", "2"]]),
    ("\u{FEFF}\u{EF}\u{BB}\u{BF}\"a\";b\n1;2", [["a", "b"], ["1", "2"]]),
    ("a\tb\n1,5\t2", [["a", "b"], ["1,5", "2"]]),
    ("a|b\n1|", [["a", "b"], ["1", ""]]),
    ("\n\r\na,b\n\n1,2\n\n", [["a", "b"], ["1", "2"]]),
    ("a\n\"x, \"\"y\"\"\"\n", [["a"], ["x, \"y\""]]),
    ("a,b\n\"one\ntwo\r\nthree\",2\n", [["a", "b"], ["one\ntwo\r\nthree", "2"]]),
    ("a,b\n\"\",\"\"\"\"\n", [["a", "b"], ["", "\""]]),
    ("a,b\n\"x\" ,y\n", [["a", "b"], ["x", "y"]]),
    ("a,b\n5\" pipe,y\n", [["a", "b"], ["5\" pipe", "y"]]),
    ("\"a;x\",b,c\n1,2,3", [["a;x", "b", "c"], ["1", "2", "3"]]),
    ("ä,€\n\u{1F600},e\u{301}", [["ä", "€"], ["\u{1F600}", "e\u{301}"]]),
    ("a,b\n\u{A0}1\u{202F}, \u{2007}\u{FEFF}\n", [["a", "b"], ["1", ""]]),
    ("a,b\n1,2\na,b\n\"a\", b\na,c\n", [["a", "b"], ["1", "2"], ["a", "c"]]),
    ("a,b\n1,,\n2\n3,4\n", [["a", "b"], ["1", ""], ["2", ""], ["3", "4"]]),
    ("sep=;\r\na;b\r\n1,2;3", [["a", "b"], ["1,2", "3"]]),
    ("\"sep=|\"\na|b,c\n1|2", [["a", "b,c"], ["1", "2"]]),
    ("Acme Ltd\n\nOpen items,,\na,b,c\n1,2,3\n", [["a", "b", "c"], ["1", "2", "3"]]),
    ("a;b\nx;30, 60, 90\ny;1, 2, 3", [["a", "b"], ["x", "30, 60, 90"], ["y", "1, 2, 3"]]),
  ]

  @Test("fields, quotes and line ends, whatever the size of a block", arguments: table.indices)
  func fields(_ index: Int) throws {
    let (text, expected) = CSVReaderTests.table[index]
    #expect(try records(text) == expected)
    for size in 1...12 {
      #expect(try records(text, blockSize: size) == expected)
      #expect(try records(text, blockSize: size, threads: 2) == expected)
    }
  }

  @Test func linesOfRecordsAreCounted() throws {
    let text = "a,b\r\n\r\n\"x\ny\r\nz\rq\",1\r\n2,3\r4,5"
    for size in [1, 4, 5, 7, 64] {
      #expect(try rawTable(Array(text.utf8), blockSize: size).lines == [3, 7, 8])
    }
    let titled = try rawTable(Array("sep=,\r\nAcme\r\n\r\na,b,c\r\n1,2,3".utf8))
    #expect(titled.lines == [5])
  }

  @Test func rowsOfAWrongFormAreRefused() throws {
    let text = "a,b\n1,\"x \"\"z\"y\n1,2,,3\n1,2\n9"
    for size in [1, 8, 64] {
      let table = try rawTable(Array(text.utf8), blockSize: size)
      #expect(table.lines == [4])
      #expect(
        table.refusals.map { "\($0.line):\($0.column) \($0.text): \($0.reason)" } == [
          "2:2 x \"z: text follows the closing quote", "3:4 3: more fields than headings",
          "5:1 9: the file ends within the row",
        ])
    }
  }

  @Test func aColumnThatIsRepeatedIsLeftOutOrAnError() throws {
    let table = try rawTable(Array("a,b,A,b\n1,x,1,\n2,y,2,\n".utf8))
    #expect(rows(of: table) == [["a", "b"], ["1", "x"], ["2", "y"]])
    #expect(
      table.remarks == ["column 3 repeats 'A' of column 1", "column 4 repeats 'b' of column 2"])
    do {
      _ = try rawTable(Array("a,b,a\n1,x,2\n".utf8))
      Issue.record("accepted")
    } catch {
      #expect(error.code == .repeatedHeading)
      #expect(
        error.message == "x.csv, line 1: columns 1 and 3 have the heading 'a', and other values")
    }
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
      ([0x61, 0x0A, 0xED, 0xA0, 0x80], "line 2, column 1", "ED"),
      ([0x61, 0x0A, 0xC0, 0x80], "line 2, column 1", "C0"),
      ([0x61, 0x0A, 0xE2, 0x82], "line 2, column 1", "E2"),
    ])
  func notUTF8(_ bytes: [UInt8], _ place: String, _ byte: String) {
    do {
      _ = try rawTable(bytes)
      Issue.record("no fault in \(bytes)")
    } catch {
      #expect(error.code == .notUTF8)
      #expect(error.message == "x.csv, \(place): the byte \(byte) is not UTF-8 text")
    }
  }

  @Test func limits() {
    let field = String(repeating: "x", count: 1 << 20)
    #expect(code { _ = try records("a\n" + field) } == "none")
    #expect(code { _ = try records("a\n" + field + "x") } == "I104")
    #expect(code { _ = try records("a\n\"" + field + "x\"") } == "I104")
    let line = String(repeating: field + ",", count: 17)
    #expect(code { _ = try records("a\n" + line) } == "I104")
    #expect(code { _ = try records(String(repeating: ",", count: 1 << 14) + "a\n") } == "I104")
  }

  @Test func everyTruncationEndsInWholeRowsOrAnError() throws {
    let sample = "\u{FEFF}nr;\"na\"\"me\";d\r\n1;\"Ä\r\nö\";2\r\n\r\n\"3\"x;;€\n4;y;5\r\n"
    let bytes = Array(sample.utf8)
    let whole = try rows(of: rawTable(bytes))
    var errors = 0
    var cut = 0
    for count in 0...bytes.count {
      var outcomes: Set<String> = []
      for size in [1, 5, 6, 1 << 10] {
        do {
          let table = try rawTable(Array(bytes[..<count]), blockSize: size)
          let read = rows(of: table)
          outcomes.insert("\(read) \(table.refusals)")
          // All but the last row are those of the whole file.
          if table.lines.count > 0 { #expect(whole.starts(with: read.dropLast())) }
          if table.refusals.contains(where: { $0.reason == "the file ends within the row" }) {
            cut += 1
          }
        } catch {
          #expect([.unclosedField, .notUTF8, .missingHeading].contains(error.code))
          outcomes.insert(error.message)
          errors += 1
        }
      }
      #expect(outcomes.count == 1)
    }
    #expect(errors > 0)
    #expect(cut > 0)
  }
}

@Suite struct EncodingTests {
  static let text = "nr,näme\r\n1,€ \u{1F600}\r\n2,ß\r\n"
  static let expected = [["nr", "näme"], ["1", "€ \u{1F600}"], ["2", "ß"]]

  /// The bytes of a text in UTF-16.
  static func utf16(_ text: String, isBig: Bool, marked: Bool) -> [UInt8] {
    ((marked ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
      let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return isBig ? bytes : bytes.reversed()
    }
  }

  @Test(arguments: [false, true]) func utf16IsReadWhereItIsDeclared(_ isBig: Bool) throws {
    let marked = EncodingTests.utf16(EncodingTests.text, isBig: isBig, marked: true)
    let bare = EncodingTests.utf16(EncodingTests.text, isBig: isBig, marked: false)
    let order: TextEncoding = isBig ? .utf16BigEndian : .utf16LittleEndian
    for size in [1, 7, 1 << 12] {
      #expect(
        try rows(of: rawTable(marked, encoding: .utf16, blockSize: size)) == EncodingTests.expected)
      #expect(
        try rows(of: rawTable(bare, encoding: order, blockSize: size)) == EncodingTests.expected)
    }
    #expect(
      EncodingTests.help(marked, nil) == "open with --encoding utf-16, or save the file as UTF-8")
    #expect(
      EncodingTests.help(bare, nil)
        == "open with --encoding \(order.name), or save the file as UTF-8")
    #expect(
      EncodingTests.help(bare, .utf16)
        == "open with --encoding \(order.name), or save the file as UTF-8")
  }

  /// The help that refuses some bytes.
  static func help(_ bytes: [UInt8], _ encoding: TextEncoding?) -> String {
    do {
      _ = try rawTable(bytes, encoding: encoding)
      return "none"
    } catch {
      return error.help
    }
  }

  @Test func oneByteEncodings() throws {
    let bytes: [UInt8] = Array("n,x\n1,".utf8) + [0x80, 0xE4, 0x9F, 0x0A]
    #expect(try rows(of: rawTable(bytes, encoding: .windows1252)).last == ["1", "€äŸ"])
    #expect(
      try rows(of: rawTable(bytes, encoding: .latin1)).last == ["1", "\u{80}ä\u{9F}"])
    #expect(
      EncodingTests.help(bytes, nil)
        == "open with --encoding windows-1252, or save the file as UTF-8")
    #expect(
      EncodingTests.help(bytes + [0x81, 0x0A], nil)
        == "open with --encoding latin-1, or save the file as UTF-8")
  }

  @Test func whatIsNoCharacterHasItsPlace() {
    let half = EncodingTests.utf16("n,x\n1,a", isBig: true, marked: true)
    let cases: [([UInt8], TextEncoding, String)] = [
      (half + [0xD8, 0x00, 0x00, 0x61], .utf16, "x.csv, line 2, column 4: half a character"),
      (half + [0xDC, 0x00], .utf16, "x.csv, line 2, column 4: half a character"),
      (half + [0xD8, 0x00], .utf16, "x.csv, line 2, column 4: half a character"),
      (half + [0x00], .utf16, "x.csv, line 2, column 4: half a character"),
      (Array("n\nab".utf8) + [0x81], .windows1252, "x.csv, line 2, column 3: the byte 81 is no"),
    ]
    for (bytes, encoding, message) in cases {
      do {
        _ = try rawTable(bytes, encoding: encoding)
        Issue.record("accepted: \(message)")
      } catch {
        #expect(error.code == .notUTF8)
        #expect(error.message.hasPrefix(message))
      }
    }
  }

  @Test func theMappingDeclaresAnEncodingForAFile() throws {
    let bytes: [UInt8] = Array("number,customer,total\n1,".utf8) + [0xDC] + Array(",5\n".utf8)
    let (draft, _) = try Importer.read(
      sources: [ImportSource(name: "invoices.csv", bytes: bytes)],
      options: options(mapping: "[invoices.csv]\nencoding = cp1252"))
    #expect(written(draft.tables[0], "customer") == ["Ü"])
    #expect(code { _ = try options(mapping: "encoding = ebcdic") } == "I109")
  }

  @Test func namesAreForgiving() {
    #expect(TextEncoding(named: "UTF-16LE") == .utf16LittleEndian)
    #expect(TextEncoding(named: "ISO_8859-1") == .latin1)
    #expect(TextEncoding(named: "cp1252") == .windows1252)
    #expect(TextEncoding(named: "utf8") == .utf8)
    #expect(TextEncoding(named: "ebcdic") == nil)
  }
}
