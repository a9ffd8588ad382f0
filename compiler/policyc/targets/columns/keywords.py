"""Words that DuckDB, Spark or PostgreSQL keep for themselves; as a name each is quoted."""

from __future__ import annotations

KEYWORDS = frozenset(
    {
        "all", "analyse", "analyze", "and", "anti", "any", "array", "as", "asc", "asof", "asymmetric", "at",
        "authorization", "between", "bigint", "binary", "bit", "boolean", "both", "by", "case", "cast", "char",
        "character", "check", "coalesce", "collate", "collation", "column", "columns", "commit", "concurrently",
        "constraint", "create", "cross", "cube", "current", "current_catalog", "current_date", "current_role",
        "current_schema", "current_time", "current_timestamp", "current_user", "database", "date", "day", "days", "dec",
        "decimal", "default", "deferrable", "delete", "desc", "describe", "distinct", "do", "drop", "else", "end",
        "escape", "except", "exists", "external", "extract", "false", "fetch", "filter", "float", "for", "foreign",
        "freeze", "from", "full", "function", "generated", "glob", "global", "grant", "greatest", "group", "grouping",
        "grouping_id", "having", "hour", "if", "ilike", "in", "initially", "inner", "inout", "insert", "int", "integer",
        "intersect", "interval", "into", "is", "isnull", "join", "json", "lambda", "lateral", "leading", "least", "left",
        "like", "limit", "local", "localtime", "localtimestamp", "map", "merge", "minus", "minute", "month", "national",
        "natural", "nchar", "no", "none", "normalize", "not", "notnull", "null", "nullif", "numeric", "of", "offset",
        "on", "only", "or", "order", "out", "outer", "overlaps", "overlay", "partition", "percentile_cont", "pivot",
        "pivot_longer", "pivot_wider", "placing", "position", "positional", "precision", "primary", "qualify", "range",
        "real", "references", "returning", "revoke", "right", "rollback", "rollup", "row", "rows", "second", "select",
        "semi", "session_user", "set", "setof", "show", "similar", "smallint", "some", "sql", "start", "string", "struct",
        "substring", "summarize", "symmetric", "system_user", "table", "tablesample", "then", "time", "timestamp", "to",
        "trailing", "treat", "trim", "true", "truncate", "try_cast", "tuple", "union", "unique", "unknown", "unpack",
        "unpivot", "update", "user", "using", "values", "varchar", "variadic", "verbose", "when", "where", "window",
        "with", "within", "without", "xmlattributes", "xmlconcat", "xmlelement", "xmlexists", "xmlforest",
        "xmlnamespaces", "xmlparse", "xmlpi", "xmlroot", "xmlserialize", "xmltable", "year",
    }
)  # fmt: skip
