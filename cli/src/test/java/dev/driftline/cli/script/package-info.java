/** The driftline script, run by bash on a project, a JDK and a Maven that are all stand-ins. Builds nothing. */
@NullMarked
package dev.driftline.cli.script;

import org.jspecify.annotations.NullMarked;
