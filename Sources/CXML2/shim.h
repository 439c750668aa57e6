#pragma once
// libxml2's headers bring ICU's along, which contradict those that Foundation brings; only the
// tail of a structure that nobody here reads depends on them.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
