/* expr.h - */
