/**
 * The frozen base in the forms in which it may answer, and which of them is best on this machine. Does not know adapters: they are float32 on
 * top of every form.
 */
@NullMarked
package dev.driftline.adapters.form;

import org.jspecify.annotations.NullMarked;
