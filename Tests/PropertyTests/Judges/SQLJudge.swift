import Foundation
import Model
import OracleSupport

/// SQLite and DuckDB, asked by way of `python3` about the files of one book.
struct SQLJudge {
  /// Why nothing was answered.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  enum Database: String, CaseIterable { case sqlite, duckdb }

  let book: OracleBook
  let reference: ReferenceBook

  /// The databases that can be asked here.
  static let installed: [Database] = Database.allCases.filter { base in
    let module = base == .sqlite ? "sqlite3" : "duckdb"
    return (try? Python.run("import \(module)", arguments: [])) != nil
  }

  /// Rows for each question; cells are as `PlainTable` writes them.
  func rows(of queries: [String], days: [String], base: Database) throws -> [[[String]]] {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "invoq-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try book.write(into: folder.path())
    let input: [String: Any] = [
      // A link also leads to what is dated later.
      "schema": SQLiteSchema.script(folder: folder.path(), days: days)
        .replacing("ON d.date <= asked.day", with: "ON 1 = 1")
        .replacing("ON r.date <= asked.day", with: "ON 1 = 1"),
      "texts": texts(),
      "queries": queries,
    ]
    let file = folder.appending(path: "input.json")
    try JSONSerialization.data(withJSONObject: input).write(to: file)
    let output = try Python.run(SQLJudge.program, arguments: [file.path(), base.rawValue])
    return try parsed(output, count: queries.count)
  }

  private func parsed(_ output: String, count: Int) throws -> [[[String]]] {
    let lines = output.utf8.split(separator: UInt8(ascii: "\n"))
    guard lines.count == count else {
      throw Failure(
        description: "\(lines.count) answers to \(count) questions: \(output.suffix(400))")
    }
    return try lines.map { line in
      let rows = try JSONSerialization.jsonObject(with: Data(line)) as? [[Any]]
      guard let rows else { throw Failure(description: String(Substring(line))) }
      return rows.map { $0.map { SQLJudge.plain($0 as? String) } }
    }
  }

  /// A figure as a plain decimal; `8/14` may also be text.
  private static func plain(_ cell: String?) -> String {
    guard let cell, !cell.contains("e-") else { return SQLCell.canonical(cell) }
    return cell
  }

  /// Every text of the files, without case, and without accents too.
  private func texts() -> [[String]] {
    let evaluator = ReferenceEvaluator(reference, .last)
    var known: Set<String> = []
    for bytes in book.files.values { known.formUnion(PlainCSV(bytes).rows.joined()) }
    return known.sorted().map {
      [$0, evaluator.folded(.text(Text($0))) ?? "", evaluator.plain($0)]
    }
  }

  private static let program = """
    import csv, datetime, json, os, sqlite3, sys
    given = json.load(open(sys.argv[1], encoding='utf-8'))
    base = sqlite3.connect(':memory:')
    base.create_function('idiv', 2, lambda a, b: None if a is None or not b else a // b)
    rest = []
    for line in given['schema'].split('\\n'):
      if not line.startswith('.import'):
        rest.append(line)
        continue
      path, table = line.split("'")[1], line.split()[-1]
      rows = list(csv.reader(open(path, encoding='utf-8', newline='')))
      heads = ', '.join('"%s" TEXT' % name for name in rows[0])
      base.execute('CREATE TABLE %s (%s)' % (table, heads))
      marks = ', '.join('?' for _ in rows[0])
      base.executemany('INSERT INTO %s VALUES (%s)' % (table, marks), rows[1:])
    base.executescript('\\n'.join(rest))
    # Without indexes one question in a hundred takes seconds.
    links = 'number document customer vendor payment credit invoice bill'.split()
    listed = base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in listed:
      if table.endswith('_file'): continue
      heads = [row[1] for row in base.execute('PRAGMA table_info(%s)' % table)]
      for head in set(heads).intersection(links):
        keys = head + (', day' if 'day' in heads else '')
        base.execute('CREATE INDEX %s_by_%s ON %s(%s)' % (table, head, table, keys))
    base.execute('CREATE TABLE texts(original TEXT PRIMARY KEY, eq TEXT, plain TEXT)')
    base.executemany('INSERT INTO texts VALUES (?, ?, ?)', given['texts'])
    base.execute('CREATE TABLE days(iso TEXT PRIMARY KEY, n INTEGER)')
    base.execute('CREATE INDEX day_number ON days(n)')
    base.execute('CREATE TABLE periods(iso, unit, text, first, last, length)')
    base.execute('CREATE INDEX period_of ON periods(iso, unit)')
    def ends(day, unit):
      if unit == 'year': return datetime.date(day.year, 1, 1), datetime.date(day.year, 12, 31)
      if unit == 'week':
        first = day - datetime.timedelta(days=day.weekday())
        return first, first + datetime.timedelta(days=6)
      span = 3 if unit == 'quarter' else 1
      month = (day.month - 1) // span * span
      after = datetime.date(day.year + (month + span) // 12, (month + span) % 12 + 1, 1)
      return datetime.date(day.year, month + 1, 1), after - datetime.timedelta(days=1)
    def told(day, unit):
      if unit == 'year': return str(day.year)
      if unit == 'week': return '%d-W%02d' % day.isocalendar()[:2]
      if unit == 'month': return '%d-%02d' % (day.year, day.month)
      return '%d-Q%d' % (day.year, (day.month + 2) // 3)
    day = datetime.date(2023, 1, 1)
    while day < datetime.date(2028, 1, 1):
      base.execute('INSERT INTO days VALUES (?, ?)', (day.isoformat(), day.toordinal()))
      for unit in ('year', 'quarter', 'month', 'week'):
        first, last = ends(day, unit)
        base.execute('INSERT INTO periods VALUES (?, ?, ?, ?, ?, ?)', (day.isoformat(), unit,
          told(day, unit), first.isoformat(), last.isoformat(), (last - first).days + 1))
      day += datetime.timedelta(days=1)
    if sys.argv[2] == 'duckdb':
      import duckdb
      duck = duckdb.connect()
      duck.execute('SET threads = 1')
      duck.execute('CREATE MACRO idiv(a, b) AS a // b')
      listed = base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
      names = [row[0] for row in listed]
      def plain(value):
        if value is None: return '<null>'
        return int(value) if isinstance(value, float) else value
      figures = 'net tax total discount amount quantity unit_price tax_rate credit_limit'.split()
      for name in names:
        if name.endswith('_file'): continue
        cursor = base.execute('SELECT * FROM %s' % name)
        heads = [column[0] for column in cursor.description]
        rows = cursor.fetchall()
        kinds = ['BIGINT' if any(isinstance(row[i], (int, float)) for row in rows)
          or heads[i] in figures else 'VARCHAR' for i in range(len(heads))]
        duck.execute('CREATE TABLE %s (%s)' % (name,
          ', '.join('"%s" %s' % pair for pair in zip(heads, kinds))))
        # A file is read at once; statements with values take a minute.
        path = os.path.join(os.path.dirname(sys.argv[1]), name + '.copy')
        with open(path, 'w', encoding='utf-8', newline='') as file:
          csv.writer(file, lineterminator='\\n').writerows(map(plain, row) for row in rows)
        if rows: duck.execute("COPY %s FROM '%s' (FORMAT csv, HEADER false, AUTO_DETECT false, "
          "DELIMITER ',', QUOTE '\\"', ESCAPE '\\"', NULLSTR '<null>')" % (name, path))
      base = duck
    for query in given['queries']:
      try:
        rows = base.execute(query).fetchall()
        told = [[None if cell is None else str(cell) for cell in row] for row in rows]
        print(json.dumps(told))
      except Exception as problem:
        print(json.dumps({'problem': str(problem), 'query': query}))
    """
}
