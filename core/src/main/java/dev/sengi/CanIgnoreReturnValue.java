package dev.sengi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks methods whose results may be ignored although their type is marked with {@link CheckReturnValue}. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
@interface CanIgnoreReturnValue {}
