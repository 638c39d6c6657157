import Foundation
import TestSupport
import Testing

/// `invoq import … --dry-run`: the mapping that it prints, used again, and the report beside it.
@Suite struct DryRunTests {
  /// Files in a folder of their own.
  private static func folder(_ files: [String: String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (name, text) in files {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/" + name))
    }
    return folder
  }

  /// Prints the mapping of some files, and again with that mapping; both must agree.
  private static func mapping(_ paths: [String], _ more: [String] = []) throws -> String {
    let first = try ProgramRun(["import"] + paths + ["--dry-run"] + more)
    #expect(first.status == 0, "\(first.errors)")
    let folder = try folder(["first.map": first.output])
    let map = folder.path + "/first.map"
    let second = try ProgramRun(["import"] + paths + ["--dry-run", "--map", map])
    #expect(second.status == 0, "\(second.errors)")
    #expect(second.output == first.output)
    #expect(second.errors == first.errors)
    for question in ["invoices", "lines", "customers", "orders", "payments"] {
      let runs = try [more, ["--map", map]].map {
        try ProgramRun(paths + $0 + ["--today", "2026-05-20", "-o", "csv", "-c", question])
      }
      #expect(runs[0].output == runs[1].output && runs[0].status == runs[1].status)
    }
    return first.output
  }

  private static let awkward =
    #"Rechnung [Nr];Bezahlt = am;dates;"Wer ""genau""";"Summe"# + "\n"
    + #"EUR";Ort -- Lager;a--b;;[x];Leer"# + "\n7;13.01.2026;1;Ä\u{1B}[2Jcme;1.234,50;Kiel;u;k;v;\n"
    + "8;;2;Zoe;2,00;Ulm;u;;v;\n"

  private static let byHand = #"""
    currency = EUR
    collection = invoices
    "Rechnung [Nr]" = number
    "Bezahlt = am" = settled
    "Wer ""genau""" = customer
    Summe EUR = total
    "[x]" = "shelf"
    Leer = -
    """#

  private static let printed = #"""
    -- how these files are read; change what is wrong, and open them with --map
    currency = EUR

    ["offene -- posten.csv"]
    collection      = invoices
    dates           = day-month-year  -- 13.01.2026 in Bezahlt = am
    decimal         = comma           -- 1.234,50 in Summe⏎EUR
    Rechnung [Nr]   = number
    "Bezahlt = am"  = settled
    "dates"         = "dates"         -- kept: a number
    "Wer ""genau""" = customer
    Summe EUR       = total
    "Ort -- Lager"  = "ort_lager"     -- kept: text
    "a--b"          = "a_b"           -- kept: text
    -- column 8 has no heading to write here; kept as column_8, text
    "[x]"           = "shelf"         -- kept: text
    Leer            = -

    """#

  @Test func awkwardHeadingsSurvive() throws {
    let folder = try DryRunTests.folder([
      "offene -- posten.csv": DryRunTests.awkward, "by hand.map": DryRunTests.byHand,
    ])
    let file = folder.path + "/offene -- posten.csv"
    let printed = try ProgramRun(
      ["import", file, "--dry-run", "--map", folder.path + "/by hand.map"])
    #expect(printed.output == DryRunTests.printed, "\(printed.errors)")
    try Data(printed.output.utf8).write(to: URL(fileURLWithPath: folder.path + "/printed.map"))
    let again = try ProgramRun(
      ["import", file, "--dry-run", "--map", folder.path + "/printed.map"])
    #expect(again.output == printed.output, "\(again.errors)")
    #expect(!again.errors.utf8.contains(0x1B) && !again.output.utf8.contains(0x1B))
  }

  @Test func linesAndTheirDocumentsComeBack() throws {
    let text = try DryRunTests.mapping(["Tests/TranscriptTests/Books/lines"])
    #expect(text.contains("Qty         = line.quantity\n"))
    #expect(text.contains("Sales Rep   = \"sales_rep\"       -- kept: text\n"))
    for book in ["headings", "nameless", "rows", "scales", "twins"] {
      _ = try DryRunTests.mapping(["Tests/TranscriptTests/Books/" + book])
    }
    #expect(try DryRunTests.mapping(["Examples/book"]).contains("\n[vendors.csv]\n"))
  }

  @Test(.enabled(if: PublicData.folder != nil, "../shared/data is absent"))
  func publicDataComesBack() throws {
    let data = PublicData.folder ?? ""
    let ibm = data + "/ibm-ar-receivables/WA_Fn-UseC_-Accounts-Receivable.csv"
    let text = try DryRunTests.mapping([ibm], ["--currency", "USD"])
    #expect(text.contains("\ncurrency = USD\n"))
    #expect(text.contains("dates         = month-day-year"))
    _ = try DryRunTests.mapping(
      ["Invoice", "InvoiceLine", "Customer"].map {
        "\(data)/chinook/\($0).csv"
      })
    _ = try DryRunTests.mapping(
      ["Orders", "Order_Details", "Customers"].map {
        "\(data)/northwind/\($0).csv"
      })
  }

  @Test func filesOfOneNameAreToldApartByTheirFolders() throws {
    let folder = try TemporaryFolder()
    for (month, date) in [("jan", "13/01/2026"), ("feb", "02/13/2026")] {
      let path = folder.path + "/" + month
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try Data("number,customer,date,total\n\(month),Acme,\(date),5\n".utf8).write(
        to: URL(fileURLWithPath: path + "/sales.csv"))
    }
    let text = try DryRunTests.mapping(["jan", "feb"].map { folder.path + "/" + $0 })
    #expect(text.contains("[jan/sales.csv]\n") && text.contains("[feb/sales.csv]\n"))
  }

  // MARK: The manual

  /// Indented lines of README.md from one that is known, up to the next line of text.
  private static func shown(from first: String) throws -> String {
    let lines = try PackageFolder.text("README.md").split(
      separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0 == "    " + first })
    let block = lines[start...].prefix { $0.isEmpty || $0.hasPrefix("    ") }
    return block.map { String($0.dropFirst(4)) }.joined(separator: "\n") + "\n"
  }

  @Test func theManualsMappingDoesWhatItShows() throws {
    let folder = try DryRunTests.folder([
      "open-items.csv":
        "Belegnummer;Kunde;Belegdatum;Fällig am;Betrag;Bezahlt am;Kst;Bemerkung\n"
        + "R-2026-001;Müller KG;03.03.2026;02.04.2026;1.250,00;;K1;\n"
        + "R-2026-002;Café Süß;13.03.2026;12.04.2026;99,90;14.03.2026;K2;bar\n"
        + "R-2026-003;Müller KG;31.02.2026;12.04.2026;5,00;;K1;\n",
      "our.map": try DryRunTests.shown(from: "-- how our bookkeeping program writes"),
    ])
    let command = try DryRunTests.shown(
      from: "invoq open-items.csv --map our.map --today 2026-05-20 -c invoices")
    let program = "cd '\(folder.path)' && \"$INVOQ\" "
    let lines = command.split(separator: "\n").map(String.init)
    let run = try ProgramRun(shell: program + lines[0].dropFirst(6) + " 2>&1")
    #expect(run.output == lines.dropFirst().joined(separator: "\n") + "\n")
  }

  // MARK: Files that cannot be opened yet

  @Test func whatIsUndecidedIsAChoice() throws {
    let folder = try DryRunTests.folder([
      "invoices.csv": "number,customer,date,total\n1,Acme,01/02/2026,\"1,234\"\n",
      "staff.csv": "Name,Born\nZoe,1990-01-01\n",
    ])
    let run = try ProgramRun(["import", folder.path, "--dry-run"])
    #expect(run.status == 2)
    #expect(run.errors.contains("2 files have questions; the mapping tells them. The first:"))
    #expect(run.errors.contains("the date 01/02/2026 can be read in two ways"))
    for line in [
      "--   day-month-year: 1 Feb 2026", "--   month-day-year: 2 Jan 2026",
      "-- dates = day-month-year", "-- decimal = comma", "customer   = customer",
      "-- collection = -", "-- Born =",
    ] {
      #expect(run.output.contains("\n\(line)\n"), "\(line) is not in\n\(run.output)")
    }
    // The choices are made by taking the dashes away.
    var text = run.output
    for line in ["dates = day-month-year", "decimal = point", "collection = -"] {
      text = text.replacingOccurrences(of: "-- \(line)\n", with: "\(line)\n")
    }
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/ours.map"))
    let map = folder.path + "/ours.map"
    let opened = try ProgramRun([
      folder.path, "--map", map, "-o", "csv", "-c", "invoices show date, total",
    ])
    #expect(opened.output.contains("2026-02-01,1234"), "\(opened.errors)")
    let last = try ProgramRun(["import", folder.path, "--dry-run", "--map", map])
    #expect(last.status == 0)
    #expect(last.output.hasSuffix("\n\n[staff.csv]\ncollection = -\n"))
    #expect(last.errors.contains("files left out by the mapping\n  \(folder.path)/staff.csv\n"))
  }

  // MARK: The report

  private static let parties = [
    "customers.csv": "number,name,currency\nC1,Müller GmbH,EUR\nC2,Mueller,EUR\nC3,Beta,JPY\n",
    "invoices.csv":
      "number,customer,date,currency,total,Note\n"
      + "1,C1,2026-01-02,EUR,1200.50,\u{1B}[31mred\n2,C3,2026-01-03,JPY,7000,b\n"
      + "3,C9,2026-01-04,EUR,-0.25,c\n4,C1,2026-02-30,EUR,9,d\n",
  ]

  @Test func theReportTellsSumsPartiesAndRefusals() throws {
    let folder = try DryRunTests.folder(DryRunTests.parties)
    let run = try ProgramRun(["import", folder.path, "--dry-run"])
    #expect(run.status == 0)
    #expect(
      run.errors.replacingOccurrences(of: folder.path, with: "books") == """
        4 customers, 3 invoices
        7 rows read = 6 accepted + 1 refused
          books/customers.csv: customers, 3 rows
          books/invoices.csv: invoices, 4 rows
        added up
          invoices, total: EUR 1,200.25 + JPY 7,000
        1 customer named by documents and listed nowhere
          C9
        customers whose names are nearly equal
          Müller GmbH (C1) · Mueller (C2)
        columns kept as fields of their own
          invoices.csv: note (text)
        dates and numbers read as
          invoices.csv: decimal point (1200.50 in total)
        1 row refused
          books/invoices.csv:5:3: date '2026-02-30' no such day

        """)
    #expect(try ProgramRun(["import", folder.path, "--dry-run", "--strict"]).status == 6)
  }

  @Test func programsReadTheReport() throws {
    let folder = try DryRunTests.folder(DryRunTests.parties)
    let run = try ProgramRun(["import", folder.path, "--dry-run", "-o", "json"])
    #expect(run.errors.isEmpty)
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(report["rows"] as? [String: Int] == ["read": 7, "accepted": 6, "refused": 1])
    let sums = try #require(report["sums"] as? [[String: String]])
    #expect(sums.map { $0["amount"] } == ["1200.25", "7000"])
    let near = try #require(report["near_parties"] as? [[String: Any]])
    #expect(near.first?["names"] as? [String] == ["Müller GmbH (C1)", "Mueller (C2)"])
    let refusals = try #require(report["refusals"] as? [[String: Any]])
    #expect(refusals.map { $0["line"] as? Int } == [5])
    #expect(refusals.map { $0["text"] as? String } == ["2026-02-30"])
    let columns = try #require(report["columns"] as? [[String: Any]])
    #expect(columns.map { $0["use"] as? String }.filter { $0 == "kept" }.count == 1)
    #expect(columns.count == 9)
  }

  @Test func longListsAreCappedForPeopleOnly() throws {
    var text = "number,customer,date,total\n"
    for row in 1...1500 { text += "\(row),A,2026-02-\(row % 2 == 0 ? "30" : "01"),5\n" }
    for row in 1...30 { text += "x\(row),A,2026-02-\(row + 30),5\n" }
    let folder = try DryRunTests.folder(["invoices.csv": text])
    let run = try ProgramRun(["import", folder.path, "--dry-run"])
    #expect(run.errors.contains("780 rows refused\n"))
    #expect(run.errors.contains("date '2026-02-30' no such day, and "))
    let json = try ProgramRun(["import", folder.path, "--dry-run", "-o", "json"])
    #expect(json.output.components(separatedBy: "\"line\": ").count == 781)
  }
}
